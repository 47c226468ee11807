<#
.SYNOPSIS
    Imports the staged module, the one users install. Dot-sourced by every test file.
#>
$RepositoryRoot = Split-Path (Split-Path $PSScriptRoot)
$Version = ([xml](Get-Content "$RepositoryRoot/Directory.Build.props" -Raw)).Project.PropertyGroup.Version
$StagedModule = "$RepositoryRoot/out/HaControlPlane/$Version/HaControlPlane.psd1"
if (-not (Test-Path $StagedModule)) {
    throw "The module is not staged. Run ./build.ps1 -Task Stage first."
}

Import-Module $StagedModule

# Where the lab wrote what it is; nothing without one.
$Lab = "$RepositoryRoot/tests/lab/lab"
$LabName = $env:HACP_LAB
$LabFolder = "/run/hacp-lab/$LabName"

# A fault that was not done would let its test pass, or fail, for another reason.
function Invoke-Fault {
    $said = & $Lab fault @args 2>&1
    if ($LASTEXITCODE) { throw "lab fault $args ended with ${LASTEXITCODE}: $said" }
}
