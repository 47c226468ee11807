# shellcheck shell=bash
# For scripts that run cmdlets: PowerShell and Pester. What the machine lacks comes from the package feed into .tools of the checkout,
# which git ignores. Needs tests/dotnet.sh.

readonly POWERSHELL=7.6.9
# The second is for examples and the suite's own use of Pester: people have either.
readonly PESTER=6.2.0 OLDER_PESTER=5.9.1

# need_powershell: pwsh is on PATH and Pester on PSModulePath; else says what is missing.
need_powershell() {
    local tools=$PWD/.tools
    if ! powershell_will_do; then
        export PATH=$tools/powershell:$PATH
        # Where the SDK is in no usual place, a tool does not find the runtime by itself.
        DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
        export DOTNET_ROOT
        hash -r
        powershell_will_do || install_powershell "$tools/powershell" || return 1
    fi
    export PSModulePath="$tools/modules${PSModulePath:+:$PSModulePath}"
    if [ ! -f "$tools/modules/Pester/$PESTER/Pester.psd1" ] || [ ! -f "$tools/modules/Pester/$OLDER_PESTER/Pester.psd1" ]; then
        install_pester "$tools"
    fi
}

# The module needs PowerShell 7.4.
powershell_will_do() {
    # shellcheck disable=SC2016 # the variable is PowerShell's
    pwsh -NoProfile -NonInteractive -Command 'exit [int]($PSVersionTable.PSVersion -lt [version]"7.4")' >/dev/null 2>&1
}

install_powershell() { # FOLDER
    local log
    log=$(dotnet tool install PowerShell --version "$POWERSHELL" --tool-path "$1" 2>&1 || dotnet tool update PowerShell --version "$POWERSHELL" --tool-path "$1" 2>&1)
    if ! powershell_will_do; then
        printf 'PowerShell %s cannot be installed from the package feed: %s\n' "$POWERSHELL" "$(tail -n 1 <<<"$log")" >&2
        return 1
    fi
}

install_pester() { # FOLDER
    local log version
    if ! log=$(dotnet restore tests/Pester/packages.csproj --packages "$1/packages" --verbosity quiet 2>&1); then
        printf 'Pester %s cannot be restored from the package feed: %s\n' "$PESTER" "$(tail -n 1 <<<"$log")" >&2
        return 1
    fi
    mkdir -p "$1/modules/Pester"
    for version in "$PESTER" "$OLDER_PESTER"; do
        ln -sfn "../../packages/pester/$version/tools" "$1/modules/Pester/$version"
    done
}
