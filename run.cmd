@echo off
rem 岛链 Daolian on Windows: makes .venv where it is missing or old, then opens the window or runs a verb.
rem   run.cmd            the window        run.cmd VERB ...   the same program with a verb
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
set "VENV=%HERE%.venv"
set PYTHONHOME=
set PYTHONPATH=
set PYTHONUTF8=1

rem The stamp is a copy of what the environment was made from, written last.
fc /b "%HERE%requirements.lock" "%VENV%\stamp.lock" >nul 2>nul || goto make
fc /b "%HERE%pyproject.toml" "%VENV%\stamp.toml" >nul 2>nul || goto make
if exist "%VENV%\Scripts\daolian.exe" goto run

:make
py -3.11 -c "import venv, ensurepip" >nul 2>nul || (
    echo 岛链：需要 Python 3.11，请从 python.org 安装（勾选 py launcher） 1>&2
    exit /b 1
)
rem A folder can be made only once: the second of two runs stops here instead of spoiling the first.
mkdir "%HERE%.venv-making" 2>nul || (
    echo 岛链：另一次运行正在准备环境；若不是，请删除文件夹 .venv-making 再试 1>&2
    exit /b 1
)
echo 岛链：建立 Python 环境 1>&2
py -3.11 -m venv --clear "%VENV%" || goto failed
echo 岛链：安装依赖（约 460 MB，按清单校验；只在第一次需要网络） 1>&2
"%VENV%\Scripts\python.exe" -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r "%HERE%requirements.lock" 1>&2 || goto failed
echo 岛链：安装岛链 1>&2
"%VENV%\Scripts\python.exe" -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps -e "%HERE%." 1>&2 || goto failed
copy /y "%HERE%pyproject.toml" "%VENV%\stamp.toml" >nul || goto failed
copy /y "%HERE%requirements.lock" "%VENV%\stamp.lock" >nul || goto failed
rmdir "%HERE%.venv-making"

:run
if "%~1"=="--setup-only" exit /b 0
"%VENV%\Scripts\daolian.exe" %*
exit /b %errorlevel%

:failed
rmdir "%HERE%.venv-making" 2>nul
echo 岛链：没有装成，请检查网络和磁盘（需 1 GB），然后再执行一次 1>&2
exit /b 1
