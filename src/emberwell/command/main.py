"""The `emberwell` command. Each command's module is imported only when that command is asked for.

Exit codes: 0 done; 1 refused or failed, with one clear line on standard error; 2 wrong use.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from emberwell.vault.errors import EmberwellError

COMMANDS = {
    "open": ("open", "Open Emberwell in the browser (what `emberwell` alone does)."),
    "init": ("init", "Make a journal."),
    "write": ("write", "Write a page."),
    "keep": ("write", "Keep a line."),
    "list": ("find", "List pages, newest first."),
    "search": ("find", "Find pages and kept lines."),
    "import": ("bring", "Bring a journal from elsewhere."),
    "export": ("take", "Take everything away, readable."),
    "backup": ("backup", "Write a sealed backup."),
    "restore": ("backup", "Restore a sealed backup into an empty folder."),
    "verify": ("verify", "Open every record and check the log."),
    "recover": ("recover", "Set a new passphrase with the recovery code."),
    "prompt": ("prompt", "Show a prompt to write to."),
    "library": ("library", "Check the writing of the library."),
    "check": ("check", "Say what is missing or unsafe."),
    "serve": ("serve", "Serve as a host, behind TLS."),
}
"""Name: the module in this folder, and the line of `emberwell --help`. The function is named `<name>_command`."""


class Commands(click.Group):
    """Knows every command's name and help line without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"emberwell.command.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`emberwell` alone, or with options only, means `emberwell open`."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version", "-h"}):
            args = ["open", *args]
        return super().parse_args(ctx, args)


def _say_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        click.echo(f"emberwell {version('emberwell')}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_say_version, help="Say which.")
def emberwell() -> None:
    """A private journal for psychotherapists. Run it without a command to open it in the browser.

    Options come after the command's name.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    _keep_to_ourselves()
    # A command makes many small objects that live to its end; looking for cycles among them costs a tenth of its time.
    gc.set_threshold(100_000, 50, 100)
    try:
        emberwell.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort:
        return _refuse("Stopped.")
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except (EmberwellError, click.ClickException) as error:
        return _refuse(error.format_message() if isinstance(error, click.ClickException) else str(error))
    except BrokenPipeError:
        # The reader of our output went away (`emberwell list | head`): nothing is wrong, and nothing more is printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{named}{error.strerror or type(error).__name__}")
    except Exception as error:
        # The last resort: a traceback may quote private text.
        if os.environ.get("EMBERWELL_DEBUG"):
            raise
        return _refuse(
            f"Something unexpected went wrong ({type(error).__name__}). What was saved before is safe. "
            "Set EMBERWELL_DEBUG=1 to see more; that may print private text."
        )
    return 0


def _refuse(line: str) -> int:
    click.echo("emberwell: " + " ".join(line.split()), err=True)
    return 1


def _keep_to_ourselves() -> None:
    """Every file made is its owner's alone, and a crash writes no opened pages to the disk."""
    os.umask(0o077)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
