#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests, stages or cleans HaControlPlane; a thin front over its MSBuild targets.
.EXAMPLE
    ./build.ps1 -Task Stage
    Builds the module and puts it, ready to import, into out/HaControlPlane/<version>.
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # What to do.
    [ValidateSet('Build', 'Test', 'Stage', 'Clean')]
    [string] $Task = 'Build',

    # Debug or Release.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$module = "$PSScriptRoot/src/HaControlPlane"

switch ($Task) {
    'Build' { dotnet build $PSScriptRoot --configuration $Configuration }
    'Stage' { dotnet build $module --configuration $Configuration }
    'Clean' { dotnet clean $PSScriptRoot --configuration $Configuration }
    'Test' {
        dotnet test $PSScriptRoot --configuration $Configuration
        & "$PSScriptRoot/tests/Pester/run.ps1"
    }
}
