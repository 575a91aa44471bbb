# Installs what the build or the tests lack, on Debian- and Ubuntu-like machines; elsewhere says what is needed. Sourced.

missing_packages=""

# need COMMAND PACKAGE...: notes the packages when the command isn't there.
need() {
    command -v "$1" >/dev/null 2>&1 && return 0
    shift
    missing_packages="$missing_packages $*"
}

# install_missing: installs what was noted, or says clearly what is needed and ends.
install_missing() {
    [ -n "$missing_packages" ] || return 0
    if command -v apt-get >/dev/null 2>&1; then
        as_root=""
        if [ "$(id -u)" -ne 0 ]; then
            if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
                as_root="sudo"
            else
                echo "Needed and not here:$missing_packages" >&2
                echo "Install with: sudo apt-get install$missing_packages" >&2
                exit 1
            fi
        fi
        echo "Installing:$missing_packages" >&2
        export DEBIAN_FRONTEND=noninteractive
        # Lists that are months old name a browser that is months old.
        $as_root apt-get update >/dev/null 2>&1 || true
        # shellcheck disable=SC2086
        $as_root apt-get install -y --no-install-recommends $missing_packages >/dev/null ||
            { echo "apt-get could not install:$missing_packages" >&2; exit 1; }
    else
        echo "Needed and not here (names as on Debian):$missing_packages" >&2
        echo "Install them with this system's package manager and start again." >&2
        exit 1
    fi
    missing_packages=""
}

# need_rust: cargo new enough to know this workspace. A rustup that is there brings the right toolchain by itself.
need_rust() {
    [ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"
    if ! command -v cargo >/dev/null 2>&1; then
        if command -v rustup >/dev/null 2>&1; then
            rustup toolchain install stable --profile minimal -c clippy -c rustfmt
        elif command -v apt-get >/dev/null 2>&1 && apt-cache show rustup >/dev/null 2>&1; then
            need rustup rustup
            install_missing
            rustup toolchain install stable --profile minimal -c clippy -c rustfmt
        else
            echo "Rust is needed (1.88 or newer) and not here. Install it as https://rustup.rs says, then start again." >&2
            exit 1
        fi
    fi
    have=$(cargo --version | sed 's/cargo 1\.\([0-9]*\).*/\1/')
    if [ "$have" -lt 88 ] 2>/dev/null; then
        echo "Rust 1.88 or newer is needed; this is $(cargo --version). Run: rustup update stable" >&2
        exit 1
    fi
}

# need_build: what the build itself lacks.
need_build() {
    need cc build-essential
    need node nodejs
    need npm npm
    install_missing
    need_rust
}
