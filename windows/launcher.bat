@echo off
setlocal EnableExtensions DisableDelayedExpansion
set "RECRUIT_COMMAND=report"
echo Dang mo chuong trinh, xin cho vai giay...
rem What was dropped is handed over as it was written; python\start.py takes it apart.
set RECRUIT_WORDS=%*
set "RECRUIT_FROM=%CD%"
pushd "%~dp0"
if not exist "python\python.exe" goto not_unpacked
if not exist "python\start.py" goto not_unpacked
if /i "%PROCESSOR_ARCHITECTURE%"=="x86" if not defined PROCESSOR_ARCHITEW6432 goto not_64
setlocal EnableDelayedExpansion
set "RECRUIT_LINE=!CMDCMDLINE!"
rem With -B nothing but the results is written into the folder.
python\python.exe -X utf8 -B python\start.py
set "RECRUIT_CODE=!ERRORLEVEL!"
if !RECRUIT_CODE! geq 10 if !RECRUIT_CODE! leq 12 goto ran
echo.
echo Chuong trinh khong chay duoc tren may nay (ma !RECRUIT_CODE!).
echo Can Windows 8.1 tro len, loai 64 bit. Co the phan mem diet virus hoac Windows da chan mot tep cua chuong trinh.
echo Xem muc "Khi may khong cho chay" trong HUONG_DAN.txt.
goto failed

:ran
rem python\start.py adds ten, so that what it did not say itself is told from what it did.
set /a RECRUIT_CODE-=10
goto done

:not_unpacked
echo.
echo Chua giai nen, hoac thieu tep: khong thay thu muc python ben canh tep nay.
echo Bam chuot phai vao tep .zip, chon Extract All (Giai nen tat ca), mo thu muc vua giai nen roi bam dup lai.
goto failed

:not_64
echo.
echo May nay dung Windows 32 bit. Chuong trinh can Windows 64 bit, tu 8.1 tro len.
goto failed

:failed
set "RECRUIT_CODE=2"
pause <con

:done
popd
rem A window opened for this file alone ends here, with whatever Windows took for a second command in a name with an ampersand.
setlocal EnableDelayedExpansion
if not "!CMDCMDLINE:/c=!"=="!CMDCMDLINE!" exit %RECRUIT_CODE%
exit /b %RECRUIT_CODE%
