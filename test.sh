#!/bin/sh
# Set-up as run.sh, then style, types, import contracts and tests; stops at the first that fails, with its exit code.
#   sh test.sh         the default run: property tests take a fixed share, whole runs marked `long` are left out
#   sh test.sh --all   everything
# Benchmarks are separate: .venv/bin/python -m pytest tests/benchmarks --benchmark-only
set -eu

case $#${1:-} in
    0) whole='' limit=2700 ;;
    1--all) whole=--all limit=10800 ;;
    *)
        echo "用法：sh test.sh [--all]" >&2
        exit 2
        ;;
esac

cd -- "$(dirname -- "$0")"
sh run.sh --setup-only

# The hub is tested against a server of its own, in a temporary folder. Only its programs are wanted: no cluster is made
# and no service begins.
hub_server() {
    { command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo '岛链：安装 postgresql（只供测试）' >&2
        settings=/etc/postgresql-common/createcluster.conf
        [ -e "$settings" ] || { mkdir -p "${settings%/*}" && echo 'create_main_cluster = false' >"$settings"; }
        export DEBIAN_FRONTEND=noninteractive
        apt-get -q -o DPkg::Lock::Timeout=300 update >&2 || true
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold install \
            --no-install-recommends postgresql >&2 && return
    fi
    echo '岛链：测试要用 PostgreSQL 的服务器程序，请先执行：sudo apt-get install --no-install-recommends postgresql' >&2
    exit 1
}
hub_server
bin=$(pwd -P)/.venv/bin

stage() {
    printf '== %s\n' "$1"
    shift
    "$@" || exit $?
}

stage 'ruff check' "$bin/ruff" check --no-cache --quiet .
stage 'ruff format' "$bin/ruff" format --no-cache --quiet --check .
stage 'mypy' "$bin/python" -m mypy
stage 'import contracts' "$bin/lint-imports"

# Tests neither read nor write the profile of whoever runs them.
DAOLIAN_PROFILE=$(mktemp -d)
trap 'rm -rf "$DAOLIAN_PROFILE"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export DAOLIAN_PROFILE
export QT_QPA_PLATFORM=offscreen
# A slot that raises or a dialog nobody answers would hang for ever: the limit ends the run, after pyproject's own has shown
# every thread's stack. It leaves a machine room that is several times slower than a laptop.
# shellcheck disable=SC2086  # empty or one option, which tests/conftest.py knows
stage 'tests' timeout -k 10 "$limit" "$bin/python" -m pytest $whole --ignore=tests/benchmarks
echo '== 全部通过'
