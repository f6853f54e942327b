"""The command: words in, a run, plain Vietnamese words and an exit code out. No traceback reaches a user."""

from __future__ import annotations

import argparse
import contextlib
import re
import signal
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from recruit.errors import CannotRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recruit.deliver.outcome import Outcome
    from recruit.job import Job
    from recruit.model import Span

COMMANDS = {
    "report": "lập công văn báo cáo tháng và bảng tổng hợp (lệnh mặc định)",
    "check": "chỉ kiểm tra báo cáo và mẫu văn bản: liệt kê lỗi trên màn hình và ra bảng kiem_tra_….xlsx",
    "forms": "lập biểu cho từng đơn vị, ghi sẵn danh sách của tháng trước",
    "assign": "lập công văn giao chỉ tiêu năm",
    "remind": "lập công văn đôn đốc các đơn vị chậm, phiếu theo dõi cho từng Đảng ủy viên",
    "final": "lập báo cáo năm",
    "periodic": "lập báo cáo quý, 6 tháng, 9 tháng (--period 2024-Q3, 2024-6T, 2024-9T)",
    "recount": "đối chiếu độc lập: đếm lại từng số liệu từ ô của các đơn vị, ra bảng doi_chieu_….xlsx",
    "new": "bắt đầu: lập thư mục input với kế hoạch năm để điền (new 2026); có rồi thì không thay đổi gì",
}
_LETTERS = ("report", "assign", "remind", "final", "periodic")
_FLAGS = ("--duplex", "--pdf", "--issue", "--together", "--help", "-h")
NOTHING_WRITTEN = 2
_READERS = ("recruit.read.inbox", "recruit.read.form", "recruit.read.plan", "recruit.read.consolidated")


def main(arguments: Sequence[str] | None = None, done: Callable[[Outcome], None] | None = None) -> int:
    """Run the command and return its exit code: 0 all well, 1 something to mend, 2 nothing could be written.

    `done` is told what the run came to, after the screen was.
    """
    from recruit.screen.asked import command_in
    from recruit.screen.console import prepare

    prepare()
    try:
        command, words = command_in(sys.argv[1:] if arguments is None else arguments, COMMANDS, _FLAGS, "report")
        return _run(command, _parser(command).parse_args(words), done)
    except KeyboardInterrupt:
        with contextlib.suppress(ValueError):
            # Whoever presses it again has been heard; only the main thread may say so.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _stop("Đã dừng theo yêu cầu; chưa ghi tệp nào.")
    except MemoryError:
        return _stop("Máy không đủ bộ nhớ để đọc hết các tệp. Đóng bớt chương trình khác rồi chạy lại.")
    except CannotRun as error:
        return _stop(*error.lines, result=error.result)
    except Exception as error:
        return _stop(_sentence(error))


class _Parser(argparse.ArgumentParser):
    """A parser that says in Vietnamese what it does not understand."""

    def error(self, message: str) -> NoReturn:
        from recruit.screen.asked import misunderstood

        known = [option for action in self._actions for option in action.option_strings]
        self.exit(_stop(misunderstood(message, known)))

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "cách dùng:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "cách dùng:", 1)

    def print_help(self, file: TextIO | None = None) -> None:
        from recruit.screen.console import tell

        for line in self.format_help().splitlines():
            tell(line)


def _parser(command: str) -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:8} {text}" for name, text in COMMANDS.items())
    parser = _Parser(
        prog="generate_report.py" + ("" if command == "report" else f" {command}"),
        description="Tổng hợp báo cáo của các chi bộ, đoàn thể và lập công văn báo cáo cấp trên.",
        epilog=f"các lệnh (đứng trước INPUT):\n{listed}\n\nmã thoát: 0 không còn gì phải sửa; 1 đã ghi, còn lỗi hoặc "
        "đơn vị chưa nộp; 2 chưa ghi được gì",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser._positionals.title, parser._optionals.title = "thư mục", "tùy chọn"
    parser.add_argument(
        "input",
        nargs="*",
        metavar="INPUT",
        help="thư mục có kế hoạch năm và báo cáo các đơn vị (mặc định: input; không có thì chạy thử với input_examples)"
        if command != "new"
        else "thư mục sẽ lập (mặc định: input), và năm của kế hoạch, ví dụ 2026 (không ghi thì năm để trống)",
    )
    parser.add_argument(
        "--period",
        metavar="2024-11" if command != "new" else "2026",
        help="tháng báo cáo (mặc định: tháng mới nhất đã có ít nhất một nửa số đơn vị nộp)"
        if command != "new"
        else "năm của kế hoạch",
    )
    if command != "new":
        _add_folders(parser)
    if command in (*_LETTERS, "check"):
        parser.add_argument("--templates", metavar="DIR", type=Path, help="thư mục mẫu văn bản (mặc định: templates)")
    if command in _LETTERS:
        parser.add_argument("--number", metavar="127", help="số văn bản (mặc định: để trống để ghi tay)")
        parser.add_argument("--duplex", action="store_true", help="in hai mặt: lề mặt sau đối xứng với mặt trước")
        parser.add_argument("--pdf", action="store_true", help="ghi thêm bản PDF (cần có LibreOffice hoặc Word)")
    if command in (*_LETTERS, "recount"):
        parser.add_argument("--date", metavar="2024-12-03", help="ngày văn bản (mặc định: để trống để ghi tay)")
    if command in ("report", "final", "periodic"):
        parser.add_argument("--issue", action="store_true", help="ban hành: không ghi Dự thảo dù còn thiếu, còn lỗi")
    if command == "remind":
        parser.add_argument("--together", action="store_true", help="một công văn chung cho các đơn vị")
    parser.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
    return parser


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        help="thư mục kết quả (mặc định: output, của dữ liệu mẫu thì output_examples)",
    )
    parser.add_argument(
        "--passwords",
        metavar="FILE",
        type=Path,
        help="tệp chữ ghi mật khẩu của các tệp Excel, mỗi mật khẩu một dòng",
    )
    parser.add_argument(
        "--password",
        metavar="FILE",
        type=Path,
        help="đặt mật khẩu cho các tệp kết quả có thông tin cá nhân; mật khẩu ghi ở dòng đầu của tệp chữ này",
    )


def _run(command: str, options: argparse.Namespace, done: Callable[[Outcome], None] | None) -> int:
    from recruit.guard.isolation import ready

    # The folder is read by a process that need not wait until this one has loaded what the rest takes.
    ready(*_READERS)
    from recruit import run
    from recruit.deliver.place import check_place

    if command == "new":
        return _begin(options)
    job = _job(command, options)
    check_place(job.inbox, job.output)
    if command == "report":
        outcome = run.report(job)
    elif command == "check":
        outcome = run.check(job)
    elif command == "forms":
        outcome = run.forms(job)
    elif command == "assign":
        outcome = run.assign(job)
    elif command == "remind":
        outcome = run.remind(job, together=options.together)
    elif command == "periodic":
        outcome = run.periodic(job, _span(options.period))
    elif command == "recount":
        outcome = run.recount(job)
    else:
        outcome = run.final(job)
    from recruit.screen.said import say

    # What was written is written, also where nobody waits to hear of it.
    with contextlib.suppress(KeyboardInterrupt):
        say(outcome)
        if done is not None:
            done(outcome)
    return outcome.exit_code


def _begin(options: argparse.Namespace) -> int:
    """Make what an office begins with."""
    from recruit.job import Job, parse_year
    from recruit.run import new
    from recruit.screen.asked import year_among
    from recruit.screen.console import Progress
    from recruit.screen.folders import folder_to_make
    from recruit.screen.said import say_started

    year, words = year_among(options.input)
    if options.period:
        year = parse_year(options.period)
    job = Job(folder_to_make(words), progress=Progress())
    say_started(new(job, year), is_given=bool(words))
    return 0


def _span(period: str | None) -> Span:
    from recruit.job import SPAN_EXAMPLES, parse_span

    if period is None:
        raise CannotRun(SPAN_EXAMPLES)
    return parse_span(period)


def _job(command: str, options: argparse.Namespace) -> Job:
    from recruit.job import DEFAULT_TEMPLATES, Job, parse_period, read_passwords
    from recruit.model import LetterOptions
    from recruit.screen.console import Progress
    from recruit.screen.folders import folders

    given = vars(options)
    inbox, output = folders(options.input, options.output)
    # Units send back what was locked for them, still locked.
    password = _password(options.password) if options.password else ""
    return Job(
        inbox,
        parse_period(options.period) if options.period and command != "periodic" else None,
        output,
        (given.get("templates") or DEFAULT_TEMPLATES).absolute(),
        LetterOptions(
            _number(given.get("number")),
            _day(given.get("date")),
            given.get("issue", False),
            given.get("duplex", False),
            given.get("pdf", False),
        ),
        (*(read_passwords(options.passwords) if options.passwords else ()), *([password] if password else [])),
        password,
        Progress(),
    )


def _password(path: Path) -> str:
    from recruit.job import read_password

    return read_password(path)


def _day(text: str | None) -> date | None:
    from recruit.read.dates import LAST_YEAR, read_text_date

    if text is None:
        return None
    read = read_text_date(text, LAST_YEAR)
    if read is None:
        raise CannotRun(f"Không hiểu ngày “{text}”. Ghi năm-tháng-ngày, ví dụ 2024-12-03.")
    return read.value


def _number(text: str | None) -> str | None:
    from recruit.language.spelling import clean

    if text is None:
        return None
    number = clean(text)
    if not re.fullmatch(r"0*[1-9][0-9]{0,4}[a-zA-Z]?", number):
        raise CannotRun(f"Không hiểu số công văn “{text}”. Chỉ ghi số, ví dụ 127; ký hiệu lấy từ kế hoạch.")
    return number.zfill(2) if number.isdigit() else number


def _stop(*sentences: str, result: str = CannotRun.result) -> int:
    from recruit.screen.console import warn

    for sentence in sentences:
        warn(sentence)
    warn(f"Kết quả: {result} (mã thoát {NOTHING_WRITTEN})")
    return NOTHING_WRITTEN


def _sentence(error: Exception) -> str:
    from recruit.screen.loading import not_loaded

    if said := not_loaded(error):
        return said
    if isinstance(error, OSError):
        return f"Không đọc hoặc ghi được tệp {error.filename or ''}: kiểm tra quyền ghi, dung lượng đĩa, tệp đang mở."
    # A fault of the program: its kind and place help whoever mends it, its values might be personal data.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, dòng {trace.tb_lineno}" if trace else ""
    return (
        f"Chương trình gặp trục trặc ({type(error).__name__}, {place}). Gửi câu này cho người phụ trách chương trình."
    )
