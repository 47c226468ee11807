#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Runs the Pester tests against the staged module, with a lab of real nodes where one can be had.
.DESCRIPTION
    As root on Linux it takes up a lab, runs everything in the network of the lab's admin and takes the lab down. Without
    one the tests that need nodes are skipped. Prints "N passed, N failed, N skipped" and exits with 1 when one failed.
.EXAMPLE
    tests/Pester/run.ps1 -Filter *Topology*
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # Only tests whose full name matches.
    [string] $Filter = '*',

    # Which Pester, where there are several; the newest by default.
    [version] $PesterVersion,

    # Leave the lab alone: fast, and no root needed.
    [switch] $NoLab,

    # Used by this script itself, inside the lab.
    [switch] $Inside
)

$ErrorActionPreference = 'Stop'
$env:NO_COLOR = '1'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$lab = "$(Split-Path $PSScriptRoot)/lab/lab"

function Invoke-Test {
    # No #Requires: it would load the newest, and a process holds one Pester only.
    $chosen = $PesterVersion ? @{ RequiredVersion = $PesterVersion } : @{ MinimumVersion = '5.5.0' }
    Import-Module Pester @chosen
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $PSScriptRoot
    $configuration.Run.PassThru = $true
    $configuration.Filter.FullName = $Filter
    # Two minutes of runbooks and slow changes: in CI, with all of the matrix, or when asked for by name.
    if (-not $env:CI -and -not $env:HACP_MATRIX -and $Filter -eq '*') { $configuration.Filter.ExcludeTag = 'Long' }
    $configuration.Output.Verbosity = 'Normal'
    $configuration.Output.RenderMode = 'Plaintext'
    $result = Invoke-Pester -Configuration $configuration
    if ($env:HACP_TEST_TIMES) {
        $result.Tests | ForEach-Object { "$([int]$_.Duration.TotalSeconds) Pester $($_.ExpandedPath)" } | Add-Content $env:HACP_TEST_TIMES
    }

    $failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    # A file in which no test was found has shown nothing, and neither has a filter that fits none. A test that a tag leaves
    # out was found.
    $found = $result.Tests.ScriptBlock.File | Select-Object -Unique
    $empty = @($result.Containers | Where-Object { $Filter -eq '*' -and $_.Item.FullName -notin $found })
    $empty | ForEach-Object { "FAILED  $($_.Item): it has no test" }
    $failed += $empty.Count
    if ($result.PassedCount + $failed + $result.SkippedCount -eq 0) { "FAILED  no test fits '$Filter'"; $failed = 1 }
    "$($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
    exit [int]($failed -gt 0)
}

function Test-LabPossible {
    $IsLinux -and (id -u) -eq '0' -and (Get-Command keepalived, haproxy, sshd -ErrorAction Ignore).Count -eq 3
}

if ($Inside) {
    Invoke-Test
}

if (-not $NoLab -and -not (Test-LabPossible)) {
    Write-Warning 'No lab: it needs Linux, root, keepalived, haproxy and sshd. Tests on nodes are skipped.'
    $NoLab = $true
}

if ($NoLab) {
    $env:HACP_LAB = $null
    Invoke-Test
}

$version = $PesterVersion ? @('-PesterVersion', "$PesterVersion") : @()
$env:HACP_LAB = "pester$PID"
try {
    & $lab up --kind light --run-as service 3 | Out-Null
    & $lab admin -- "$PSHOME/pwsh" -NoProfile -File $PSCommandPath -Inside -Filter "$Filter" @version
    $code = $LASTEXITCODE
}
finally {
    & $lab down | Out-Null
}

exit $code
