# shellcheck shell=bash
# For scripts that build: the .NET SDK, or where to get it, and a build that is silent unless it fails.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

need_dotnet() {
    local own=${DOTNET_ROOT:-${HOME:-/root}/.dotnet}
    # Where Microsoft's install script puts it; it leaves PATH alone.
    if ! command -v dotnet >/dev/null && [ -x "$own/dotnet" ]; then
        export DOTNET_ROOT=$own PATH=$own:$PATH
    fi
    # The SDK refuses to start where libicu is missing, unless told that it is not needed.
    if command -v dotnet >/dev/null && ! { dotnet --version; } >/dev/null 2>&1; then
        export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    fi
    dotnet --list-sdks 2>/dev/null | grep -qE '^[1-9][0-9]\.' && return
    cat >&2 <<'TEXT'
The .NET 10 SDK is missing. Debian has no package of it; Microsoft has, and a script that needs no package:
    https://learn.microsoft.com/dotnet/core/install/linux-debian
    curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
TEXT
    return 1
}

# build PROJECT-OR-SOLUTION: warnings are errors.
build() {
    local log
    log=$(dotnet build "$1" -warnaserror -tl:off --verbosity quiet 2>&1) || {
        printf '%s\n' "$log" >&2
        return 1
    }
}
