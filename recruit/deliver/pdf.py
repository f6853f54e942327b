"""Documents as PDF, by the LibreOffice or Word that is on the machine; without one the run writes everything else."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from recruit.deliver.alone import CannotWrite, work_folder
from recruit.deliver.programs import libreoffice, powershell_with_word, system_folder
from recruit.intake.labels import PAGES_IN_WORK
from recruit.write.package import FIXED_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS = 60
"""How long the program may take to start, its first time on a slow disk included."""

SECONDS_EACH = 10
"""How long it may take for each document."""

_WORD_PROCESS = "word.txt"
_BY_HAND = "Các tệp Word vẫn dùng được: mở tệp, chọn Lưu thành (Save As) rồi chọn kiểu PDF."


class NoPdf(Exception):
    """No document could be turned into PDF; `str` is what the clerk reads."""


class NoConverter(NoPdf):
    """There is no program on this machine that makes PDF."""


class ConversionFailed(NoPdf):
    """The program was ended because it took too long, or did not make what it was asked for."""


def pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return `documents` (name of a .docx → bytes) as PDF: the same names with .pdf → bytes, same input same bytes.

    All are made by one call of LibreOffice, or of Word where only that is there, in a hidden folder inside `folder`,
    the run's output folder: what is in them goes nowhere else. It is removed at the end, one that a killed run left at
    the start. Raises NoConverter or ConversionFailed.
    """
    if not documents:
        return {}
    program = libreoffice() or powershell_with_word()
    if not program:
        raise NoConverter(
            "Chưa xuất được PDF vì máy này không có LibreOffice, cũng không có Microsoft Word (trên Windows). Cài "
            f"LibreOffice rồi chạy lại. {_BY_HAND}"
        )
    try:
        with work_folder(folder, PAGES_IN_WORK) as work:
            return _converted(program, documents, work)
    except (OSError, CannotWrite) as error:
        raise ConversionFailed(
            f"Chưa xuất được PDF vì không làm việc được trong thư mục {folder}: kiểm tra quyền ghi và dung lượng đĩa "
            f"rồi chạy lại. {_BY_HAND}"
        ) from error


def _converted(program: str, documents: Mapping[str, bytes], work: Path) -> dict[str, bytes]:
    # Short plain names: a program may stumble over long paths, and the names are in the results.
    places = {name: f"{number:04d}.docx" for number, name in enumerate(sorted(documents), start=1)}
    for name, place in places.items():
        (work / place).write_bytes(documents[name])
    by_word = Path(program).stem.lower() == "powershell"
    command = _word_command(program) if by_word else _libreoffice_command(program, work, list(places.values()))
    called = "Microsoft Word" if by_word else "LibreOffice"
    seconds = SECONDS + SECONDS_EACH * len(places)
    code = _run(command, work, seconds)
    if code is None:
        raise ConversionFailed(
            f"Chưa xuất được PDF: {called} chạy quá {seconds} giây nên đã bị dừng. Đóng bớt chương trình rồi chạy lại. "
            f"{_BY_HAND}"
        )
    made = {name: _read(work / place.replace(".docx", ".pdf")) for name, place in places.items()}
    missing = [name for name, data in made.items() if not _is_whole(data)]
    if code or missing:
        told = f" không tạo được {len(missing)} tệp PDF, tệp đầu tiên từ {missing[0]}" if missing else " báo lỗi"
        raise ConversionFailed(f"Chưa xuất được PDF: {called}{told} (mã {code}). {_BY_HAND}")
    return {str(PurePosixPath(name).with_suffix(".pdf")): _settled(data) for name, data in made.items()}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _is_whole(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-64:]


# -- the programs ------------------------------------------------------------------------------------------------------


def _libreoffice_command(program: str, work: Path, names: Sequence[str]) -> list[str]:
    """Return the call that converts `names`. A profile of its own keeps it apart from a LibreOffice that is open."""
    settings = work / "p" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_NO_MACROS, encoding="utf-8")
    profile = f"-env:UserInstallation={(work / 'p').as_uri()}"
    quiet = ["--headless", "--norestore", "--nologo", "--nolockcheck"]
    return [program, profile, *quiet, "--convert-to", "pdf:writer_pdf_Export", "--outdir", ".", *names]


_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def _word_command(program: str) -> list[str]:
    return [program, "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]


# Word is started by Windows, not by PowerShell, and so outlives it: its number is left for whoever must end it. A Word
# that the clerk has open was not started with -Embedding.
_WORD_SCRIPT = f"""
$ErrorActionPreference = 'Stop'
function Started {{ @(Get-CimInstance Win32_Process -Filter 'Name=''WINWORD.EXE''' |
    Where-Object {{ $_.CommandLine -like '*-Embedding*' }} | ForEach-Object {{ $_.ProcessId }}) }}
$before = Started
$word = New-Object -ComObject Word.Application
try {{
    Started | Where-Object {{ $before -notcontains $_ }} | Set-Content -LiteralPath '{_WORD_PROCESS}' -Encoding ASCII
    $word.Visible = $false
    $word.DisplayAlerts = 0
    $word.AutomationSecurity = 3
    foreach ($file in (Get-ChildItem -LiteralPath (Get-Location).ProviderPath -Filter *.docx | Sort-Object Name)) {{
        $document = $word.Documents.Open($file.FullName, $false, $true, $false)
        try {{
            $document.ExportAsFixedFormat([IO.Path]::ChangeExtension($file.FullName, '.pdf'), 17)
        }} finally {{
            $document.Saved = $true
            $document.Close()
        }}
    }}
}} finally {{
    $word.Quit()
    [void][Runtime.InteropServices.Marshal]::ReleaseComObject($word)
}}
"""


def _run(command: Sequence[str], work: Path, seconds: float) -> int | None:
    """Run a program in `work` and return its exit code; None where it was ended, with all it started, after `seconds`."""
    # Temporary files hold what the documents hold. SOURCE_DATE_EPOCH is the time for programs that know it.
    ours = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(work))
    ours["SOURCE_DATE_EPOCH"] = str(int(FIXED_TIME.timestamp()))
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        # There LibreOffice cannot name a folder that has Vietnamese letters in its path.
        ours["LC_ALL"] = "C.UTF-8"
    try:
        process = subprocess.Popen(
            command,
            cwd=work,
            env=os.environ | ours,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ConversionFailed(f"Chưa xuất được PDF: không chạy được {command[0]}. {_BY_HAND}") from error
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            _end(process, work)


def _end(process: subprocess.Popen[bytes], work: Path) -> None:
    """End a process and all that it started."""
    if os.name == "nt":
        word = _read(work / _WORD_PROCESS).split()
        for number in (str(process.pid), *(number.decode() for number in word if number.isdigit())):
            subprocess.run(
                [str(system_folder() / "taskkill.exe"), "/T", "/F", "/PID", number],
                capture_output=True,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# -- the same bytes every time -----------------------------------------------------------------------------------------

_TIME = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)\d{14}")
_XMP_TIME = re.compile(rb"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_XMP_NUMBER = re.compile(rb"(<xmpMM:(?:DocumentID|InstanceID)>uuid:)[0-9A-Fa-f-]{36}")
_NUMBERS = re.compile(rb"(/ID\s*\[\s*<)[0-9A-Fa-f]{32}(>\s*<)[0-9A-Fa-f]{32}(?=>)")
_CHECKSUM = re.compile(rb"(/DocChecksum\s*/)[0-9A-Fa-f]{32}")


def _settled(data: bytes) -> bytes:
    """Return a PDF without the times and numbers that its program drew anew; no byte moves, for its table of places."""
    data = _TIME.sub(rb"\g<1>" + FIXED_TIME.strftime("%Y%m%d%H%M%S").encode(), data)
    data = _XMP_TIME.sub(rb"\g<1>" + FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%S").encode(), data)
    data = _XMP_NUMBER.sub(rb"\g<1>00000000-0000-0000-0000-000000000000", data)
    bare = _CHECKSUM.sub(rb"\g<1>" + b"0" * 32, _NUMBERS.sub(rb"\g<1>" + b"0" * 32 + rb"\g<2>" + b"0" * 32, data))
    # A PDF's number tells it from others: one that the content gives.
    number = hashlib.sha256(bare).hexdigest()[:32].upper().encode()
    return _CHECKSUM.sub(rb"\g<1>" + number, _NUMBERS.sub(rb"\g<1>" + number + rb"\g<2>" + number, bare))
