"""The monthly letter: a month's figures into the Word template that the office may reword."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from recruit.editions import EDITIONS, Edition, edition_for
from recruit.errors import CannotRun
from recruit.letters import words
from recruit.plan import ADDRESSEES, COPIES, DOCUMENTS, INFO
from recruit.wording import NBSP, NONE, birth_year, cited_date, count, month_name, percent, vn_date
from recruit.write.word import WordTemplate

if TYPE_CHECKING:
    from recruit.model import Event, LetterOptions, Measure, MonthResult, UnitResult
    from recruit.plan import Plan

MONTHLY = DOCUMENTS[0]

# Room for the pen, as wide as the office's own letter leaves it.
_NUMBER_ROOM = NBSP * 8
_DAY_ROOM = NBSP * 5


class MissingValue(CannotRun):
    """A value that the letter prints is blank in the plan: refused rather than printed as a gap."""


class TemplateProblem(CannotRun):
    """The letter's template cannot be filled."""


def letter_bytes(result: MonthResult, options: LetterOptions, template: bytes) -> bytes:
    """Return the letter of a month as .docx, filled into `template` (a .docx with jinja2 tags).

    Raises MissingValue where the plan leaves blank what the letter prints, TemplateProblem where the template does not
    fill.
    """
    context = letter_context(result, options)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_refuse_none)
    try:
        document = WordTemplate(template)
        document.render(context, environment, autoescape=True)
        properties = document.core_properties
        properties.title = f"Công văn báo cáo tháng {month_name(result.period.month)} năm {result.period.year}"
        properties.author = result.plan.name
        return document.sealed()
    except TemplateError as error:
        raise TemplateProblem(
            f"Mẫu công văn có chỗ không hiểu được: {error}. Sửa lại mẫu hoặc dùng mẫu gốc."
        ) from error
    except (KeyError, ValueError, OSError, BadZipFile) as error:
        raise TemplateProblem("Mẫu công văn không phải là tệp Word .docx hoặc bị hỏng. Dùng lại mẫu gốc.") from error


def _refuse_none(value: object) -> object:
    if value is None:
        raise TemplateError("một giá trị trống được in ra")
    return value


def letter_context(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    """Return every name that the monthly letter's template may use: texts, counts (…_n, numbers) and lists."""
    plan, period = result.plan, result.period
    edition = _edition(plan, options.day or period.last_day)
    deadline = plan.completion_deadline
    late, deadline_day = words.after_deadline(result)
    return {
        **_head(plan, result, options, edition),
        "the_thuc": {"ve_viec": edition.subject, "ket_thuc": edition.end},
        "thang": month_name(period.month),
        "nam": str(period.year),
        "het_ngay": cited_date(period.last_day),
        "han": {"ngay": cited_date(deadline) if deadline else NONE, "ngay_thang": deadline_day},
        **_results(result, late),
        "cac_dieu_chinh": words.adjustments(result),
        "ghi_chu_so_lieu": words.data_notes(result),
        "uu_diem": {"so_lieu": words.strengths(result), "don_vi": _quoted(result, "achievements")},
        "han_che": {"so_lieu": words.shortfalls(result)},
        "nguyen_nhan": _quoted(result, "difficulties"),
        "nhiem_vu": words.tasks(result),
        "kien_nghi": _quoted(result, "proposals") + _to_appendix(result),
        **_appendices(result),
    }


def _edition(plan: Plan, day: date) -> Edition:
    try:
        return edition_for(plan.edition, day)
    except KeyError as error:
        known = ", ".join(edition.code for edition in EDITIONS)
        raise MissingValue(
            f"Không có thể thức “{plan.edition}”. Ô Thể thức của kế hoạch ghi {known} hoặc để trống."
        ) from error


def _required(plan: Plan, key: str) -> str:
    value = getattr(plan, key)
    if not value:
        label = next(field.label for field in INFO if field.key == key)
        raise MissingValue(f"Kế hoạch {plan.file} chưa ghi {label}; công văn cần giá trị này. Điền rồi chạy lại.")
    return value


# -- head and signature ------------------------------------------------------------------------------------------------


def _head(plan: Plan, result: MonthResult, options: LetterOptions, edition: Edition) -> dict[str, object]:
    addressees = [_bare(text) for text in plan.recipients_of(MONTHLY, ADDRESSEES)]
    number = options.number or _NUMBER_ROOM
    return {
        "ten_cap_tren": _required(plan, "upper_heading"),
        "ten_co_quan": _required(plan, "heading"),
        "so": number,
        "ky_hieu": _required(plan, "symbol"),
        "dia_danh": _required(plan, "place_name"),
        "ngay_cong_van": _day_in_head(options.day, result.period.last_day),
        "ngay_kem_theo": _day_in_head(options.day, result.period.last_day),
        "du_thao": result.is_open and not options.issue,
        "kinh_gui": addressees or [_required(plan, "upper_name")],
        "cac_can_cu": [_unbroken(text) for text in plan.grounds],
        "dang_uy": _required(plan, "name"),
        "dang_uy_tat": plan.short,
        "cap_tren": _required(plan, "upper_name"),
        "cap_tren_tat": plan.upper_short,
        "quyen_han": _required(plan, "authority"),
        "chuc_vu": _required(plan, "signer_office"),
        "nguoi_ky": _required(plan, "signer"),
        "noi_nhan": _recipients(plan, edition),
    }


def _day_in_head(day: date | None, fallback: date) -> str:
    """Return the letter's day; room for it, with the period's month, where the clerk writes it by hand."""
    if day is None:
        return f"ngày{_DAY_ROOM}tháng{NBSP}{month_name(fallback.month)}{NBSP}năm{NBSP}{fallback.year}"
    return f"ngày{NBSP}{day.day:02d}{NBSP}tháng{NBSP}{month_name(day.month)}{NBSP}năm{NBSP}{day.year}"


def _recipients(plan: Plan, edition: Edition) -> list[str]:
    """Return the lines of `Nơi nhận` with the marks of the edition, the file copy last."""
    lines = [_bare(text) for text in plan.recipients_of(MONTHLY, COPIES)] or ["Như trên"]
    last = edition.archive.format(archive=_bare(_required(plan, "archive")))
    return [f"{line}{edition.between}" for line in lines] + [f"{last}."]


def _bare(text: str) -> str:
    return text.strip().lstrip("-–• ").rstrip(" ,;.")


def _unbroken(text: str) -> str:
    """Keep `số 472-TB/ĐUK` and `ngày 12/3/2024` on one line."""
    return text.removeprefix("Căn cứ ").replace(" số ", f" số{NBSP}").replace(" ngày ", f" ngày{NBSP}")


# -- results -----------------------------------------------------------------------------------------------------------


def _results(result: MonthResult, late: int) -> dict[str, object]:
    deadline = result.plan.completion_deadline
    past = deadline is not None and result.period.last_day > deadline
    owing = [line for line in result.units if line.owes]
    sent = [line for line in owing if line.sent]
    members = {line.unit.committee_member for line in result.units if line.unit.committee_member}
    counts = {
        key: words.value(result, name)
        for key, name in (
            ("cam_tinh", "sympathisers"),
            ("vao", "joined_in_month"),
            ("ra", "left_in_month"),
            ("du", "eligible"),
        )
    }
    return {
        "don_vi": {
            "tong": count(len(result.units)),
            "dang_uy_vien": count(len(members)),
            "dang_uy_vien_n": len(members),
        },
        "nop": {
            "phai": count(len(owing)),
            "phai_n": len(owing),
            "da": count(len(sent)),
            "da_n": len(sent),
            "ty_le": percent(_rate(len(sent), len(owing))),
        },
        "nguon": {
            **{key: count(number) for key, number in counts.items()},
            **{f"{key}_n": number for key, number in counts.items()},
            "chi_tiet": words.source_details(result),
        },
        "hoc": {
            **_against(result.classes, past),
            **_month(result, "class_sent_in_month"),
            "giay": count(words.value(result, "certificates_of_sent")),
            "giay_n": words.value(result, "certificates_of_sent"),
        },
        "ket_nap": {
            **_against(result.admissions, past),
            **_month(result, "admitted_in_month"),
            "sau_han": count(late),
            "sau_han_n": late,
            "co_cau": words.kinds_of_admitted(result),
            "tuoi": words.mean_age(result),
        },
    }


def _rate(part: int, whole: int):
    from fractions import Fraction

    return Fraction(part, whole) if whole else None


def _against(measure: Measure, past: bool) -> dict[str, object]:
    return {
        "n": measure.done or 0,
        "so": count(measure.done or 0),
        "so_voi_chi_tieu": words.against_target(measure, past_deadline=past),
    }


def _month(result: MonthResult, key: str) -> dict[str, object]:
    number = words.value(result, key)
    return {"trong_thang": count(number), "trong_thang_n": number}


def _quoted(result: MonthResult, key: str) -> list[str]:
    return words.quoted(getattr(result, key), words.opinion_limit(result))


def _to_appendix(result: MonthResult) -> list[str]:
    limit = words.opinion_limit(result)
    if any(len(opinion.text) > limit for opinion in result.proposals):
        return ["Các kiến nghị dài được ghi nguyên văn tại phụ lục ý kiến của các đơn vị kèm theo."]
    return []


# -- appendices --------------------------------------------------------------------------------------------------------


def _appendices(result: MonthResult) -> dict[str, object]:
    long = words.long_opinions(result)
    present = [True, bool(result.admitted), bool(result.sent_to_class), bool(long)]
    numbers = {}
    for index, there in enumerate(present, start=1):
        # Numbers run on where an appendix is left out.
        numbers[f"so_{index}"] = str(sum(present[:index])) if there else ""
    listed = [f"Phụ lục{NBSP}{number}" for number in numbers.values() if number]
    return {
        "phu_luc": {**numbers, "so_lieu": ", ".join(listed)},
        "bang_don_vi": [_unit_line(index, line) for index, line in enumerate(result.units, start=1)],
        "tong": _total_line(result),
        "ghi_chu_phu_luc": _table_notes(result),
        "bang_ket_nap": [_admitted_line(index, event) for index, event in enumerate(result.admitted, start=1)],
        "bang_hoc": [_class_line(index, event) for index, event in enumerate(result.sent_to_class, start=1)],
        "y_kien_dai": long,
    }


def _unit_line(index: int, line: UnitResult) -> dict[str, str]:
    since = line.data_period
    return {
        "stt": str(index),
        "ten": line.unit.name,
        **_measured(line.admissions, line.classes),
        "cam_tinh": _figure(line, "sympathisers"),
        "du_dieu_kien": _figure(line, "eligible"),
        "danh_gia": line.overall.value if since else NONE,
        "thang": f"{since.month:02d}/{since.year}" if since else "chưa có số liệu",
    }


def _total_line(result: MonthResult) -> dict[str, str]:
    from recruit.measure.targets import overall

    return {
        **_measured(result.admissions, result.classes),
        "cam_tinh": count(words.value(result, "sympathisers")),
        "du_dieu_kien": count(words.value(result, "eligible")),
        "danh_gia": overall(result.admissions, result.classes).value,
        "thang": f"{result.period.month:02d}/{result.period.year}",
    }


def _measured(admissions: Measure, classes: Measure) -> dict[str, str]:
    return {
        "chi_tieu_ket_nap": count(admissions.target),
        "da_ket_nap": count(admissions.done),
        "ty_le_ket_nap": percent(admissions.rate),
        "chi_tieu_hoc": count(classes.target),
        "da_hoc": count(classes.done),
        "ty_le_hoc": percent(classes.rate),
    }


def _figure(line: UnitResult, key: str) -> str:
    return count(line.figures[key].value) if key in line.figures else NONE


def _table_notes(result: MonthResult) -> list[str]:
    notes = [
        f"{line.unit.name}: Chung với chi bộ: {count(line.shared_with_cells)}{NBSP}người."
        for line in result.units
        if line.shared_with_cells
    ]
    plan = result.plan
    for key, name in (("admission_target", "kết nạp"), ("class_target", "học lớp")):
        assigned, total = getattr(plan, key), sum(getattr(unit, key) or 0 for unit in plan.units)
        if assigned is not None and assigned != total:
            notes.append(
                f"Chỉ tiêu {name} được giao là {count(assigned)}, tổng chỉ tiêu của các đơn vị là {count(total)}; "
                "tỷ lệ chung tính theo chỉ tiêu được giao."
            )
    return notes + words.data_notes(result)


def _admitted_line(index: int, event: Event) -> dict[str, str]:
    return {
        "stt": str(index),
        "ten": event.name,
        "nam_sinh": birth_year(event.birth),
        "nu": "x" if event.gender == "Nữ" else "" if event.gender else "chưa rõ",
        "dan_toc": event.ethnic_group or "chưa rõ",
        "chuc_vu": event.position or "chưa rõ",
        "don_vi": event.unit.name,
        "quyet_dinh": f"{event.decision_number}, {cited_date(event.day)}",
        "le": vn_date(event.ceremony),
    }


def _class_line(index: int, event: Event) -> dict[str, str]:
    certificate = ", ".join(part for part in (event.certificate_number, vn_date(event.certificate)) if part)
    return {
        "stt": str(index),
        "ten": event.name,
        "nam_sinh": birth_year(event.birth),
        "don_vi": event.unit.name,
        "ngay": vn_date(event.day),
        "giay": certificate,
    }
