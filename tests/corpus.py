# ruff: noqa: E501 (paragraphs are not broken)
"""An Arabic and English text with what is hard to find again in a PDF, and how much of a text is found."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pypdfium2

INSTITUTIONS = """\
تهدف هذه الحقيبة إلى إعداد موظفين قادرين على العمل مع شركاء من جهات مختلفة، وعلى قراءة الواقع قبل إصدار الأحكام.
لا تحلّ المساعدة الخارجية محلّ القرار الوطني؛ فالدولة المضيفة هي التي تضع الأولويات، وتقود الإصلاحات، وتتحمّل المسؤولية أمام الأهالي.
يبدأ اليوم الأول بلقاء تعارف، ثم تُعرض الأهداف، وتُوزّع الأدوار، ويُسأل كل مشارك عمّا يأمل أن يتعلّمه خلال الأسبوع.
الأسئلة الآتية للنقاش: من الأقدر على الإجابة؟ وما الأدلّة؟ ولماذا تأخّر الإبلاغ؟ وهل لاحظ الآخرون الأخطاء نفسها؟
أولاً: الاتفاق على لغة مشتركة. ثانياً: تحديد الآجال. ثالثاً: الإعلان عن الالتزامات. رابعاً: الامتناع عن الوعود التي لا تُنفّذ أبداً.
لأن الثقة لا تُشترى، فلا بدّ من الاستماع إلى الأهل والأعيان والنساء والشباب، وإلى العاملين في البلديات والمستشفيات والملاجئ.
شارك في الورشة ممثّلو NATO وUNIFIL وUNDP، إضافةً إلى المنظمة الدولية للهجرة (IOM) واللجنة الدولية للصليب الأحمر (ICRC).
وُقّعت المذكّرة رقم (17) في 5 آذار 2019، وعُدّلت في ١٢ تشرين الثاني ٢٠٢١، ونُشرت في الجريدة الرسمية [العدد 48، الملحق «ج»].
بلغت الكلفة 2,750,000 دولار في السنة المالية ٢٠١٩/٢٠٢٠، أي نحو ٣٥٪ من المخصّصات، وارتفع عدد المتدرّبين من 640 إلى 1,280 متدرباً.
امتدّت المرحلة التجريبية 2016-2018، وتلتها مرحلة ثانية (2019–2022)، وتقع الجلسات بين 09:30 و13:45 من الأحد إلى الخميس.
التعليمات واضحة: اقرأ الملفّ أولاً، ثم اسأل، ثم لخّص؛ وإذا التبس عليك الأمر فارجع إلى الدليل، ولا تعتمد على الذاكرة وحدها.
من الأخطاء الشائعة: إغفال السلالم الإدارية، وتجاهل الخلافات المحلية، والمبالغة في الآمال، واستعمال ألفاظ لا يألفها السامعون.
تُعدّ اللامركزية مسألةً خلافيّة؛ فبعض المحافظات يطالب بصلاحيات أوسع، وبعضها يخشى ضياع الموارد، وآخرون يرون المسألة شأناً تقنيّاً.
جاء في خلاصة التقرير: «الإصلاح مسارٌ طويل، لا حدثٌ عابر»، وأضاف معدّوه أن الاستدامة مرهونة بالملاءمة، والملاءمة مرهونة بالمعرفة.
يسجّل الميسّر الملاحظات على اللوح، ويلخّصها المقرّر، وتُرفع التوصيات إلى رئيس القسم، فيحيلها إلى المدير العام خلال عشرة أيام.
يلتزم الجميع بالآداب العامة: لا مقاطعة، ولا إساءة، ولا تصوير من دون إذن، ولا نشر للأسماء؛ ومن شاء الانسحاب فله ذلك بلا سؤال.
تشمل المهارات: الإصغاء، والتفاوض، وإدارة الخلاف، والكتابة الإدارية، وقراءة الخرائط، والإسعافات الأولية، وأساسيات الأمن الرقمي.
في الشمال جبالٌ وأودية، وفي الجنوب سهولٌ وأهوار، وبينهما بادية؛ ولكل إقليم لهجته، وأسواقه، وأمثاله، وأطباقه، وحكاياته.
تولّت وزارة الداخلية تأهيل أفراد الشرطة، وتولّت وزارة الدفاع تأهيل الضبّاط، وظلّ القضاء مستقلاً عنهما بحكم الدستور.
طُلب إلى المراقبين أن يدوّنوا ثلاثة أمور: ما لاحظوه، وما استنتجوه، وما يجهلونه؛ لأن الخلط بينها يُفسد التقييم ويُضلّل القرار.
الخلاصة أن الشراكة المتكافئة أبقى من الإملاء، وأن المؤسّسات المسؤولة أقوى من الأفراد، وأن التعلّم لا ينتهي بانتهاء البعثة.
هـ. مسائل لاحقة: الإجلاء، والألغام، واللاجئون، والنازحون، والعائدون، والآثار، والبيئة، والمياه، والكهرباء، والتأمينات، والضمان.
والله وليّ التوفيق، ولله الأمر، وبالله نستعين؛ سلاماً لأهل البلاد كلّها، وإجلالاً لآبائنا وأمّهاتنا، وتحيّةً إلى من آمن بالغد."""
"""Modern Arabic as institutions write it: signs where they matter, numbers, acronyms, brackets."""

VOCALISED = """\
اِجْتَمَعَ المُشَارِكُونَ فِي القَاعَةِ الكُبْرَى، فَقَالَتِ المُيَسِّرَةُ: «أَهْلًا وَسَهْلًا بِكُمْ، وَلْنَبْدَأْ بِسُؤَالٍ وَاحِدٍ: مَاذَا تَعَلَّمْنَا أَمْسِ؟».
سَكَتَ الجَمِيعُ لَحْظَةً، ثُمَّ أَجَابَ أَصْغَرُهُمْ سِنًّا: «تَعَلَّمْتُ أَنَّ الاِسْتِمَاعَ أَوَّلُ العِلْمِ، وَأَنَّ السُّؤَالَ مِفْتَاحُهُ، وَأَلَّا أَحْكُمَ قَبْلَ أَنْ أَفْهَمَ»."""
"""Arabic with all its vowels, as schoolbooks print it."""

NEIGHBOURS = """\
این دوره برای کارمندانی است که می‌خواهند با همکاران خود بهتر گفت‌وگو کنند؛ نامه‌ها، گزارش‌ها و پژوهش‌های گذشته پیش از آغاز فرستاده می‌شوند (۱۴۰۲).
ئەم ڕاهێنانە بۆ فەرمانبەرانی هەرێمە؛ گفتوگۆ، پلاندانان، چارەسەرکردنی کێشە، نووسینی ڕاپۆرت و هەڵسەنگاندن لەخۆ دەگرێت."""
"""Persian, with letters that must not join, and Sorani."""

ENGLISH = """\
The participants (all staff) reviewed the plan: effective first offices, flow charts and official files, 2016-2018.
NATO and the ICRC met on 5 March 2019; 1,280 of 1,400 people replied [see annex B], about 91.4% of those who were asked."""

ARABIC_PARAGRAPHS = tuple(f"{INSTITUTIONS}\n{VOCALISED}\n{NEIGHBOURS}".splitlines())
ENGLISH_PARAGRAPHS = tuple(ENGLISH.splitlines())

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\u0640\ufeff]")
ARABIC_WORD = re.compile(f"[{LETTERS}]+")
MARKED_WORD = re.compile(f"[{LETTERS}{MARKS}]*[{MARKS}][{LETTERS}{MARKS}]*")
LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+|[0-9]+(?:[.,:/][0-9]+)*|[٠-٩]+(?:/[٠-٩]+)*|[۰-۹]+")
"""Words of Latin letters and numbers of all digits."""
COMPOUND = re.compile("([A-Za-z]+)[-\u2010\u2011](?=([A-Za-z]+))")
EMBEDDED = re.compile("(?<=[0-9٠-٩۰-۹])[\u202a-\u202c\u200e\u200f]+(?=[0-9٠-٩۰-۹])")
"""Between numbers, the characters by which a reader says that they follow each other in another direction."""
ENGLISH_WORD = re.compile("[A-Za-z]+")
FAULTY = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""What no text layer may hold: the sign of a lost character, and codes that mean nothing outside one font."""


def normalise(text: str) -> str:
    """The text in plain letters, without what is neither seen nor searched."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def unmarked(text: str) -> str:
    """The text without vowel signs."""
    return re.sub(f"[{MARKS}]", "", text)


INLINE_TAG = re.compile(r"</?(?:a|abbr|b|bdi|bdo|em|i|small|span|strong|sub|sup)\b[^>]*>")
INLINE_BETWEEN_NUMBERS = re.compile(rf"(?<=[0-9])(?:{INLINE_TAG.pattern})+(?=[0-9])")
UNPRINTED = re.compile(r"<(head|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)


def printed_text(page: str) -> str:
    """The text of an HTML page as it is printed: a word may go through an inline element, and ends with a block."""
    page = INLINE_BETWEEN_NUMBERS.sub(" ", UNPRINTED.sub("", page))
    return html.unescape(re.sub("<[^>]*>", "\n", INLINE_TAG.sub("", page)))


Word = TypeVar("Word")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, each with how often it occurs: Arabic unmarked, Arabic with marks, Latin and numbers."""

    arabic: Counter[str]
    marked: Counter[str]
    latin: Counter[str]
    faulty: int = 0

    @classmethod
    def of(cls, text: str, source: str = "") -> Words:
        """The words of a text; where a reader extracted it, of the `source` it was printed from.

        Readers join a compound that is divided at its hyphen, so those of the source are taken apart again.
        """
        plain = normalise(EMBEDDED.sub(" ", text))
        for first, second in set(COMPOUND.findall(source)):
            plain = re.sub(rf"\b{first}{second}\b", f"{first}-{second}", plain)
        return cls(
            Counter(ARABIC_WORD.findall(unmarked(plain))),
            Counter(MARKED_WORD.findall(plain)),
            Counter(word.casefold() for word in LATIN_WORD.findall(plain)),
            len(FAULTY.findall(text)),
        )


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, from 0 to 1, of what is found whole of a source; and how many found Arabic words it does not have."""

    arabic: float
    marked: float
    latin: float
    spurious: int
    faulty: int
    missing: tuple[str, ...]


def score(source: Words, found: Words) -> Score:
    """How much of a source a reader finds."""
    return Score(
        _share(source.arabic, found.arabic),
        _share(source.marked, found.marked),
        _share(source.latin, found.latin),
        sum(number for word, number in found.arabic.items() if word not in source.arabic),
        found.faulty,
        tuple((source.arabic - found.arabic) + (source.latin - found.latin)),
    )


def neighbours_kept(source: str, found: str, word: re.Pattern[str]) -> float:
    """The share of neighbouring words of the lines of a source that are neighbours, in that order, in what is found."""
    kept = Counter(pairwise(word.findall(unmarked(normalise(found)))))
    wanted = Counter(pair for line in source.splitlines() for pair in pairwise(word.findall(unmarked(normalise(line)))))
    return _share(wanted, kept)


def _share(source: Counter[Word], found: Counter[Word]) -> float:
    return (source & found).total() / source.total() if source else 1.0


def read_with_poppler(pdf: bytes) -> str:
    """The text of a PDF by Poppler's `pdftotext`."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = ["pdftotext", "-enc", "UTF-8", file.name, "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def read_with_pdfium(pdf: bytes) -> str:
    """The text of a PDF by PDFium, which Chrome and Edge use."""
    document = pypdfium2.PdfDocument(pdf)
    # a word divided at the end of a line comes with U+FFFE or U+0002 for its hyphen
    return "\n".join(page.get_textpage().get_text_range() for page in document)


READERS: dict[str, Callable[[bytes], str]] = {"pdfium": read_with_pdfium}
if shutil.which("pdftotext"):
    READERS["poppler"] = read_with_poppler


def corpus_html(regular: Path, bold: Path, style: str = "") -> str:
    """A page of the corpus, once in each of two weights."""
    faces = "".join(
        f"@font-face {{ font-family: T; font-weight: {weight}; src: url({path.as_uri()}) }}"
        for weight, path in ((400, regular), (700, bold))
    )
    bodies = "".join(
        f'<section style="font-weight: {weight}">'
        + "".join(f'<p lang="ar" dir="rtl">{text}</p>' for text in ARABIC_PARAGRAPHS)
        + "".join(f'<p lang="en" dir="ltr">{text}</p>' for text in ENGLISH_PARAGRAPHS)
        + "</section>"
        for weight in (400, 700)
    )
    sheet = f"{faces} @page {{ size: A4; margin: 20mm }} body {{ font: 11pt/1.9 T }} {style}"
    head = f'<meta charset="utf-8"><title>Corpus</title><style>{sheet}</style>'
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{head}</head><body><h1>NATO</h1>{bodies}</body></html>'


CORPUS = "\n".join(("NATO", *ARABIC_PARAGRAPHS * 2, *ENGLISH_PARAGRAPHS * 2))
"""The text of `corpus_html`."""
