"""How well text in a font can be read out of a PDF: a sample is set, finished and read by the readers that are here."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from briefgen.errors import DependencyError

ARABIC_SAMPLE: Final = """\
تهدف هذه الحقيبة إلى إعداد موظفين قادرين على العمل مع شركاء من جهات مختلفة، وعلى قراءة الواقع قبل إصدار الأحكام.
أولاً: الاتفاق على لغة مشتركة؛ لأن الثقة لا تُشترى، فلا بدّ من الاستماع إلى الأهل والأعيان والنساء والشباب.
تحمّلت الدولة المسؤوليّة، ووُزّعت الأدوار، ثمّ أُعدّ التقرير، وسُئل المشاركون عمّا تعلّموه في الأسبوع الأول.
هل لاحظ الآخرون الأخطاء نفسها؟ «الإصلاح مسارٌ طويل، لا حدثٌ عابر»، والله وليّ التوفيق، ولله الأمر؛ سلاماً لأهلها.
اِجْتَمَعَ المُشَارِكُونَ فِي القَاعَةِ الكُبْرَى، فَقَالَتِ المُيَسِّرَةُ: أَهْلًا وَسَهْلًا بِكُمْ."""
"""Arabic as institutions write it: lam-alef in all forms, vowel signs, punctuation."""
LATIN_SAMPLE: Final = """\
The participants reviewed the plan: effective first offices, flow charts and official files, 2016-2018.
NATO and the ICRC met on 5 March 2019; 1,280 of 1,400 people replied, about 91.4% of those who were asked."""
WAIT_SECONDS: Final = 60
"""How long a font may take: an ordinary one takes a second or two, a large variable one with CFF2 outlines fifteen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader finds: shares of the Arabic words, of those with signs, of Latin words and numbers (0 to 1)."""

    reader: str
    arabic: float
    marked: float
    latin: float


@dataclass(frozen=True, slots=True)
class FontScore:
    """The sample's words (Arabic, with signs, Latin), what each reader finds, and what the page engine complained of.

    `fault` says why there is none, where setting the sample failed.
    """

    words: tuple[int, int, int] = (0, 0, 0)
    readings: tuple[Reading, ...] = ()
    complaints: tuple[str, ...] = ()
    fault: str = ""


def score_font(data: bytes, characters: frozenset[int], weights: tuple[int, ...]) -> FontScore:
    """The score of a font file, once for each weight that is asked of it, of the words it has all letters for.

    Why in a process of its own: the libraries that draw letters may crash or hang on a file made to harm them.
    Raises `DependencyError` if the page engine cannot start.
    """
    arabic, latin = (_with_letters(sample, characters) for sample in (ARABIC_SAMPLE, LATIN_SAMPLE))
    if not arabic + latin:
        return FontScore(fault="it has none of the letters of the sample")
    with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
        file = Path(name).resolve() / "sample.ttf"
        file.write_bytes(data)  # handed over as a file: a child that ends early would leave us writing for ever
        return _in_own_process(file, arabic, latin, weights)


def _in_own_process(file: Path, arabic: tuple[str, ...], latin: tuple[str, ...], weights: tuple[int, ...]) -> FontScore:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_score, args=(theirs, file, arabic, latin, weights), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(WAIT_SECONDS):
            return FontScore(fault=f"setting a few lines took more than {WAIT_SECONDS} seconds")
        found = ours.recv()
    except EOFError:
        return FontScore(fault="the page engine crashed on it")
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(found, DependencyError):
        raise found
    assert isinstance(found, FontScore)
    return found


def _with_letters(sample: str, characters: frozenset[int]) -> tuple[str, ...]:
    """The lines of a sample, of each the words that can be written with some characters."""
    lines = (
        " ".join(word for word in line.split() if all(ord(one) in characters for one in word))
        for line in sample.splitlines()
    )
    return tuple(line for line in lines if line)


def _score(
    answer: Connection, file: Path, arabic: tuple[str, ...], latin: tuple[str, ...], weights: tuple[int, ...]
) -> None:
    """Send the score; runs in the process of its own, where what libraries print is thrown away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        answer.send(_set_and_read(file, arabic, latin, weights))
    except OSError as error:
        answer.send(DependencyError(f"the page engine cannot start: {error}", "`briefgen doctor` says what to install"))
    except Exception as error:
        answer.send(FontScore(fault=getattr(error, "message", "") or f"{type(error).__name__}: {error}"))


def _set_and_read(file: Path, arabic: tuple[str, ...], latin: tuple[str, ...], weights: tuple[int, ...]) -> FontScore:
    from briefgen.assemble.metadata import complete_document
    from briefgen.assemble.readers import find_readers
    from briefgen.assemble.word_score import Words, score
    from briefgen.render.flow import render_flow

    text = "\n".join((*arabic, *latin) * len(weights))
    source = Words.of(text)
    one = render_flow(_page(file, arabic, latin, weights), (file.parent,))
    pdf = complete_document(one, "rtl" if arabic else "ltr")
    readings = []
    for reader, read in find_readers().items():
        found = score(source, Words.of(read(pdf), text))
        readings.append(Reading(reader, found.arabic, found.marked, found.latin))
    words = (source.arabic.total(), source.marked.total(), source.latin.total())
    return FontScore(words, tuple(readings), one.complaints)


def _page(font: Path, arabic: tuple[str, ...], latin: tuple[str, ...], weights: tuple[int, ...]) -> str:
    faces = "".join(
        f"@font-face {{ font-family: Sample; font-weight: {weight}; src: url({font.as_uri()}) }} " for weight in weights
    )
    lines = "".join(f'<p lang="ar" dir="rtl">{line}</p>' for line in arabic)
    lines += "".join(f'<p lang="en" dir="ltr">{line}</p>' for line in latin)
    body = "".join(f'<section style="font-weight: {weight}">{lines}</section>' for weight in weights)
    head = f"<title>Sample</title><style>{faces} @page {{ size: A4 }} body {{ font: 11pt/1.9 Sample }}</style>"
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{head}</head><body>{body}</body></html>'
