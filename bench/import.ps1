#!/usr/bin/env pwsh
<#
.SYNOPSIS
    How long Import-Module takes, against a binary module that has one empty cmdlet, in one run.
.DESCRIPTION
    Both are imported in turns, each time by a PowerShell of its own, so that a busy moment of the machine meets both. Prints the
    medians and their ratio, and fails when it is above the bar.
.EXAMPLE
    bench/import.ps1
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # How often each is imported.
    [ValidateRange(3, 1000)]
    [int] $Count = 15,

    # The ratio that may not be passed.
    [double] $Bar = 1.5
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$version = ([xml](Get-Content "$root/Directory.Build.props" -Raw)).Project.PropertyGroup.Version
$ours = "$root/out/HaControlPlane/$version/HaControlPlane.psd1"
$folder = Join-Path ([IO.Path]::GetTempPath()) "import-$PID/Empty"
$source = 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public sealed class GetNothingCommand : Cmdlet { }'

# The time within PowerShell: its own start is the same for both.
function Measure-Import([string] $Manifest) {
    $milliseconds = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Import-Module $args[0]
        $watch.Elapsed.TotalMilliseconds
    } -args $Manifest
    [double] $milliseconds
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[int][Math]::Floor($Values.Count / 2)] }

try {
    $null = New-Item $folder -ItemType Directory -Force
    & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command { Add-Type -TypeDefinition $args[0] -OutputAssembly $args[1] } -args $source, "$folder/Empty.dll"
    New-ModuleManifest "$folder/Empty.psd1" -RootModule Empty.dll -CmdletsToExport Get-Nothing -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()

    $times = @{ Ours = @(); Empty = @() }
    foreach ($round in 0..$Count) {
        $empty = Measure-Import "$folder/Empty.psd1"
        $own = Measure-Import $ours
        # The first round fills the machine's caches.
        if ($round -gt 0) { $times.Empty += $empty; $times.Ours += $own }
    }
}
finally {
    Remove-Item (Split-Path $folder) -Recurse -Force -ErrorAction Ignore
}

$result = [pscustomobject]@{
    Imports          = $Count
    EmptyMs          = [Math]::Round((Get-Median $times.Empty), 1)
    HaControlPlaneMs = [Math]::Round((Get-Median $times.Ours), 1)
    Ratio            = [Math]::Round((Get-Median $times.Ours) / (Get-Median $times.Empty), 2)
    Bar              = $Bar
}
$result
if ($result.Ratio -gt $Bar) { throw "Import takes $($result.Ratio) times as long as an empty module's; the bar is $Bar." }
