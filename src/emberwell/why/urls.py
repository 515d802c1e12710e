"""Addresses of why: values, the why statement, scenes, strengths; under /why/."""

from __future__ import annotations

from django.urls import path

from emberwell.why.views import passions, scenes, sentence, sort, strengths, ten, values, why

app_name = "why"

urlpatterns = [
    path("", why.why, name="why"),
    path("ten/", ten.ten, name="ten"),
    path("scenes/", scenes.scenes, name="scenes"),
    path("sentence/", sentence.sentence, name="sentence"),
    path("sentence/draft/", sentence.sentence_draft, name="sentence_draft"),
    path("sentence/draft/erase/", sentence.erase_draft, name="erase_draft"),
    path("sentence/earlier/", sentence.sentence_earlier, name="sentence_earlier"),
    path("still/", sentence.still, name="still"),
    path("passions/", passions.passions, name="passions"),
    path("passions/<record:id>/", passions.passion, name="passion"),
    path("passions/<record:id>/trash/", passions.trash_passion, name="trash_passion"),
    path("passions/<record:id>/restore/", passions.restore_passion, name="restore_passion"),
    path("sort/", sort.sort, name="sort"),
    path("sort/lay/", sort.sort_lay, name="sort_lay"),
    path("sort/undo/", sort.sort_undo, name="sort_undo"),
    path("sort/enough/", sort.sort_enough, name="sort_enough"),
    path("sort/own/", sort.sort_own, name="sort_own"),
    path("sort/finish/", sort.sort_finish, name="sort_finish"),
    path("sort/discard/", sort.sort_discard, name="sort_discard"),
    path("values/", values.values, name="values"),
    path("values/order/", values.values_order, name="values_order"),
    path("values/importance/", values.importance, name="importance"),
    path("values/<record:id>/", values.value, name="value"),
    path("strengths/", strengths.strengths, name="strengths"),
    path("strengths/<record:id>/", strengths.strength, name="strength"),
    path("strengths/name/<record:line>/", strengths.name_strength, name="name_strength"),
]
