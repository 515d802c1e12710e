"""Why in ten minutes: every combination of what is there."""

from __future__ import annotations

from itertools import product

import pytest

from emberwell.why.steps import Step, steps

EVERY = list(product([False, True], repeat=3))


@pytest.mark.parametrize(("scene", "values", "sentence"), EVERY)
def test_what_is_there_is_done_and_the_first_that_is_not_is_next(scene: bool, values: bool, sentence: bool):
    there = {Step.SCENE: scene, Step.VALUES: values, Step.SENTENCE: sentence}
    found = steps(scene=scene, values=values, sentence=sentence)
    assert found.done == {step for step in Step if there[step]}
    assert found.is_finished == all(there.values())
    assert found.is_begun == any(there.values())
    if found.next is None:
        assert found.is_finished
    else:
        assert not there[found.next]
        assert all(there[earlier] for earlier in list(Step)[: list(Step).index(found.next)])


@pytest.mark.parametrize(("scene", "values", "sentence"), EVERY)
def test_every_step_taken_brings_the_end_nearer(scene: bool, values: bool, sentence: bool):
    """Whoever takes what is next, again and again, arrives; none is asked for twice."""
    taken, asked = {"scene": scene, "values": values, "sentence": sentence}, []
    while (step := steps(**taken).next) is not None:
        assert step not in asked
        asked.append(step)
        taken[step.value] = True
    assert len(asked) == 3 - (scene + values + sentence)
