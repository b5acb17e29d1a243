@echo off
rem Chuẩn bị máy và mở Sổ An Sinh trên Windows: như "make run" trên Linux.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
title Sổ An Sinh

py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 (
    echo Máy chưa có Python 3.11 trở lên.
    echo Hãy cài Python bản 64-bit, giữ dấu chọn "py launcher" khi cài, rồi chạy lại tệp này.
    goto :dung
)

if not exist ".venv\Scripts\python.exe" goto :chuan_bi
".venv\Scripts\python.exe" -c "" >nul 2>nul
if errorlevel 1 goto :chuan_bi
fc /b requirements.txt ".venv\da-cai.txt" >nul 2>nul
if errorlevel 1 goto :cai_goi
goto :mo

:chuan_bi
echo Đang chuẩn bị lần đầu, cần mạng và vài phút ...
if exist ".venv" rmdir /s /q ".venv"
py -3 -m venv ".venv"
if errorlevel 1 (
    echo Chưa tạo được thư mục .venv ở "%~dp0". Hãy xem ổ đĩa còn chỗ và thư mục này có cho ghi không.
    goto :dung
)

:cai_goi
echo Đang tải và cài các gói ...
if exist "wheels\" (
    rem Bộ cài không cần mạng: các gói đã nằm sẵn trong thư mục wheels.
    ".venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-input --no-index --find-links wheels --require-hashes --only-binary=:all: -r requirements.txt
) else (
    ".venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary=:all: -r requirements.txt
)
if errorlevel 1 (
    echo Chưa cài được các gói. Hãy xem máy có mạng không rồi chạy lại tệp này. Dữ liệu của bạn không bị ảnh hưởng.
    goto :dung
)
copy /y requirements.txt ".venv\da-cai.txt" >nul

:mo
".venv\Scripts\python.exe" main.py %*
if errorlevel 1 goto :dung
exit /b 0

:dung
pause
exit /b 1
