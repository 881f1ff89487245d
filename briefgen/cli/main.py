"""The `briefgen` command. Each subcommand parses, makes one library call, and reports."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from briefgen.errors import BriefgenError, ExitCode

app = typer.Typer(
    name="briefgen",
    help="Turn a folder of scenario files into printed training packs, in Arabic and English.",
    epilog="Begin with `briefgen check`, then `briefgen build`. Exit codes: 0 done, 2 usage, 3 errors in the files, "
    "4 not found, 5 rendering, 6 writing, 7 part of it failed, 9 something is not installed.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TARGET]...",
        help="Scenario ids or folders; without any, the scenarios of your workspace, or the shipped ones.",
        show_default=False,
    ),
]
WorkspaceFolder = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", metavar="DIR", help="A folder with scenarios/ or templates/ of your own."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"briefgen {version('briefgen')}")
        raise typer.Exit


@app.callback()
def briefgen(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    """Hold the options that belong to no subcommand."""


@app.command()
def build(
    targets: Targets = None,
    layout: Annotated[
        list[str] | None,
        typer.Option("--layout", "-l", help="ar, en or ar-en; may be repeated. Default: all."),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", "-d", help="Only this kind of document; may be repeated."),
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option("--audience", "-a", help="participants or facilitators; may be repeated."),
    ] = None,
    edition: Annotated[
        list[str] | None,
        typer.Option(
            "--edition",
            "-e",
            help="standard, large-print, grey (ink-saving) or phone (the brief only); may be repeated. "
            "Default: standard.",
        ),
    ] = None,
    paper: Annotated[str, typer.Option("--paper", "-p", help="a4 or letter.")] = "a4",
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the packs go.")] = Path("out"),
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, help="Documents set at the same time; 0 means one a processor."),
    ] = 0,
    workspace: WorkspaceFolder = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Set every document again, changed or not.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop on warnings too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Make the PDFs.

    Writes out/<scenario>/participants/<layout>/<document>.pdf (all of it may be handed out),
    out/<scenario>/facilitators/... and a record, pack.json. Documents that have not changed are left as they are.

    Example: briefgen build lebanon --layout ar-en --document participant-brief --out lebanon-print
    """
    from briefgen.cli import report
    from briefgen.compose.audience import Audience
    from briefgen.errors import UsageError
    from briefgen.pipeline.build import build_packs
    from briefgen.pipeline.jobs import BuildRequest
    from briefgen.workspace import Workspace

    known = [one.value for one in Audience]
    if wrong := [one for one in audience or () if one not in known]:
        raise UsageError(f'there is no audience "{wrong[0]}"', f"known: {', '.join(known)}")
    request = BuildRequest(
        layouts=tuple(layout or ()),
        documents=tuple(document or ()),
        audiences=tuple(Audience(one) for one in audience or ()),
        editions=tuple(edition or ("standard",)),
        paper=paper,
        out=out,
        workers=jobs or os.cpu_count() or 1,
        force=force,
        strict=strict,
    )
    with report.progress("Setting pages") as advance:
        result = build_packs(Workspace.find(workspace), targets or (), request, advance)
    report.show_build(result, as_json=json)
    if result.failures:
        raise typer.Exit(ExitCode.PARTIAL)


@app.command()
def check(
    targets: Targets = None,
    format: Annotated[str, typer.Option("--format", help="text, json or github (annotations).")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")] = False,
    workspace: WorkspaceFolder = None,
) -> None:
    """Read scenarios and show everything that is wrong with them, each with its place and what to do.

    Example: briefgen check lebanon
    """
    from briefgen.cli import report
    from briefgen.pipeline.check import check_scenarios
    from briefgen.workspace import Workspace

    shown = report.Format.parse(format)
    checked = check_scenarios(Workspace.find(workspace), targets or ())
    report.show_check(checked, shown)
    if checked.problems.errors or (strict and len(checked.problems)):
        raise typer.Exit(ExitCode.SOURCE)


@app.command("list")
def list_(
    what: Annotated[
        str, typer.Argument(help="scenarios, documents, editions, languages, sources or codes.", show_default=True)
    ] = "scenarios",
    target: Annotated[
        str | None, typer.Argument(help="The scenario whose sources are meant.", show_default=False)
    ] = None,
    workspace: WorkspaceFolder = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what there is: scenarios, kinds of documents, editions, languages, sources, codes of problems.

    Example: briefgen list sources iraq
    """
    from briefgen.cli import report
    from briefgen.pipeline.inventory import list_things
    from briefgen.workspace import Workspace

    report.show_table(list_things(Workspace.find(workspace), what, target), as_json=json)


@app.command()
def quiz(
    what: Annotated[str, typer.Argument(help="items, forms or key.", show_default=False)],
    target: Annotated[str, typer.Argument(help="A scenario's id or folder.", show_default=False)],
    workspace: WorkspaceFolder = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show a scenario's quiz: the items it can be drawn from, its forms, or their keys.

    `items` lists the bank and what item templates make; `forms` shows the number of each item on each form; `key` what
    is right in each row of the answer sheet.

    Example: briefgen quiz key lebanon
    """
    from briefgen.cli import report
    from briefgen.pipeline.quizzes import show_quiz
    from briefgen.workspace import Workspace

    report.show_table(show_quiz(Workspace.find(workspace), what, target), as_json=json)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF, of briefgen or not.", show_default=False)],
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            "-s",
            metavar="FILE",
            help="Text or HTML that the PDF was made from. Default: what its pack was made from.",
        ),
    ] = None,
    read: Annotated[bool, typer.Option("--read", help="Print its text as a screen reader is given it.")] = False,
    workspace: WorkspaceFolder = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Look into a PDF: pages, fonts, languages, tags, standards, and how much of its text is found again.

    Words are counted as PDFium finds them (Chrome, Edge) and, where it is installed, Poppler (Evince, Okular).
    Standards are checked where page-validation is installed. Nothing is changed.

    Example: briefgen inspect out/lebanon/participants/ar-en/participant-brief.pdf
    """
    from briefgen.cli import inspected as shown
    from briefgen.pipeline.inspect import inspect_file
    from briefgen.workspace import Workspace

    found = inspect_file(Workspace.find(workspace), file, source)
    if read:
        shown.show_spoken(found.facts.spoken, as_json=json)
    else:
        shown.show_inspected(found, as_json=json)


@app.command()
def verify(
    packs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PACK]...", help="Folders of packs; without any, all in out/.", show_default=False),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild/--no-rebuild", help="Make the documents again, in memory, and compare.")
    ] = True,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, help="Documents made at the same time; 0 means one a processor."),
    ] = 0,
    workspace: WorkspaceFolder = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Check packs against their records, pack.json, and against what the same sources give now.

    Finds PDFs that were changed, lost or added, and documents that the scenario, templates or fonts would make
    differently today. Nothing is written. Where other versions of the libraries are installed than the record names,
    it says so and only compares the files. Exit code 3 if something differs.

    Example: briefgen verify out/lebanon
    """
    from briefgen.cli import report
    from briefgen.pipeline.verify import find_packs, verify_pack
    from briefgen.workspace import Workspace

    here = Workspace.find(workspace)
    workers = jobs or os.cpu_count() or 1
    verified = []
    for folder in find_packs(Path("out"), packs or ()):
        with report.progress(f"Making {folder.name} again") as advance:
            verified.append(verify_pack(here, folder, rebuild=rebuild, workers=workers, progress=advance))
    report.show_verified(verified, as_json=json)
    if any(one.differences for one in verified):
        raise typer.Exit(ExitCode.SOURCE)


@app.command()
def doctor(
    font: Annotated[
        list[Path] | None,
        typer.Option("--font", metavar="FILE", help="Say whether this font file can be used; may be repeated."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Look whether everything briefgen needs is installed: libraries, fonts, their versions; and say what to install.

    Exit code 9 if something is missing. With --font, look at font files instead: their letters and weights, whether
    they may be put into a PDF, and how well text in them can be searched. Exit code 3 if one cannot be used.

    Example: briefgen doctor --font fonts/Amiri-Regular.ttf
    """
    from briefgen.cli import report

    if font:
        from briefgen.pipeline.font_report import Verdict, report_on_font

        reports = [report_on_font(one) for one in font]
        report.show_fonts(reports, as_json=json)
        if any(one.verdict is Verdict.UNUSABLE for one in reports):
            raise typer.Exit(ExitCode.SOURCE)
        return
    from briefgen.pipeline.doctor import examine

    findings = examine()
    report.show_findings(findings, as_json=json)
    if any(one.missing for one in findings):
        raise typer.Exit(ExitCode.DEPENDENCY)


def _run() -> None:
    """Run the command line. Raises `BrokenPipeError` here, not while Python shuts down, if nobody reads the output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Arabic shows escapes
    try:
        app()
    except SystemExit:
        sys.stdout.flush()
        raise


def main() -> None:
    """Run the command line and leave with its exit code; an error is a message, never a traceback."""
    from briefgen.cli import report

    try:
        _run()
    except BriefgenError as error:
        report.show_error(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("\nbriefgen: stopped; what was finished is whole", file=sys.stderr)
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still to be written goes nowhere
        done = error.__context__
        sys.exit(done.code if isinstance(done, SystemExit) else ExitCode.DONE)
    except Exception as error:
        report.show_unexpected(error)
        sys.exit(ExitCode.UNEXPECTED)


if __name__ == "__main__":
    main()
