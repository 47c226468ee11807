#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests, packs and publishes HaControlPlane.
.DESCRIPTION
    The module that is tested is the one that is packed and published: Test leaves a list of the hashes of its files beside it,
    Package holds the package against the module, and Publish refuses a package that differs from that list.
.EXAMPLE
    ./build.ps1 -Task Stage
    Builds the module and puts it, ready to import, into out/HaControlPlane/<version>.
.EXAMPLE
    ./build.ps1 -Task Test
    ./build.ps1 -Task Package
    $env:PSGALLERY_API_KEY = Read-Host; ./build.ps1 -Task Publish
#>
#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    # Build all, Test it, Analyze the scripts, Stage the module, make a Package of it, Publish that, or Clean.
    [ValidateSet('Build', 'Test', 'Analyze', 'Stage', 'Package', 'Publish', 'Clean')]
    [string] $Task = 'Build',

    # Debug or Release.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Where Publish goes. A key must be in the environment, as PSGALLERY_API_KEY.
    [string] $Repository = 'PSGallery',

    # Where the package goes.
    [string] $OutputPath = "$PSScriptRoot/out",

    # Package what is staged, as it is.
    [switch] $NoBuild
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$module = "$PSScriptRoot/src/HaControlPlane"
$version = ([xml](Get-Content "$PSScriptRoot/Directory.Build.props" -Raw)).Project.PropertyGroup.Version
$staged = "$PSScriptRoot/out/HaControlPlane/$version"
$package = "$OutputPath/HaControlPlane.$version.nupkg"
$tested = "$OutputPath/HaControlPlane.$version.tested"

# A line a file, as sha256sum writes it. What NuGet adds to a package is left out.
function Get-FileList([string] $Folder) {
    Get-ChildItem $Folder -Recurse -File |
        ForEach-Object { [pscustomobject]@{ Path = [IO.Path]::GetRelativePath($Folder, $_.FullName).Replace('\', '/'); File = $_ } } |
        Where-Object Path -NotMatch '^(_rels/|package/|\[Content_Types\]\.xml$|[^/]+\.nuspec$)' |
        Sort-Object Path -Culture '' |
        ForEach-Object { "$((Get-FileHash -LiteralPath $_.File.FullName).Hash.ToLowerInvariant())  $($_.Path)" }
}

function Get-PackageFileList {
    $folder = Join-Path ([IO.Path]::GetTempPath()) "package-$([guid]::NewGuid())"
    try {
        [IO.Compression.ZipFile]::ExtractToDirectory($package, $folder)
        Get-FileList $folder
    }
    finally {
        Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    }
}

function Assert-Module([string] $Name, [version] $Version, [string] $For) {
    if (-not (Get-Module -ListAvailable $Name | Where-Object Version -GE $Version)) {
        throw "$For needs $Name $Version or newer: Install-PSResource $Name"
    }
}

function Invoke-Analysis {
    Assert-Module -Name PSScriptAnalyzer -Version 1.21 -For Analyze
    Assert-Module -Name Pester -Version 5.5 -For Analyze
    & "$PSHOME/pwsh" -NoProfile -File "$PSScriptRoot/tests/Pester/run.ps1" -NoLab -Filter 'PSScriptAnalyzer*'
}

function Invoke-Test {
    dotnet test $PSScriptRoot @options
    & "$PSHOME/pwsh" -NoProfile -File "$PSScriptRoot/tests/Pester/run.ps1"
    Set-Content $tested (Get-FileList $staged)
}

function Invoke-Pack {
    Assert-Module -Name Microsoft.PowerShell.PSResourceGet -Version 1.1 -For Package
    $null = New-Item $OutputPath -ItemType Directory -Force
    Remove-Item $package -ErrorAction Ignore
    Compress-PSResource -Path $staged -DestinationPath $OutputPath
    if (Compare-Object @(Get-FileList $staged) @(Get-PackageFileList)) { throw "$package does not hold what is staged in $staged." }
    Get-Item $package
}

function Publish-Package {
    if (-not $env:PSGALLERY_API_KEY) { throw 'Publish needs an API key in the environment: PSGALLERY_API_KEY. Nothing was published.' }
    if (-not (Test-Path $package)) { throw "There is no $package. Run ./build.ps1 -Task Package first." }
    if (-not (Test-Path $tested)) { throw "Nothing says that $package was tested. Run ./build.ps1 -Task Test, then -Task Package." }
    if (Compare-Object @(Get-Content $tested) @(Get-PackageFileList)) { throw "$package is not what was tested. Run ./build.ps1 -Task Test, then -Task Package." }
    Publish-PSResource -NupkgPath $package -Repository $Repository -ApiKey $env:PSGALLERY_API_KEY -Verbose:$false -Debug:$false
    "Published HaControlPlane $version to $Repository."
}

$options = '--configuration', $Configuration

switch ($Task) {
    'Build' { dotnet build $PSScriptRoot @options }
    'Stage' { dotnet build $module @options }
    'Clean' { dotnet clean $PSScriptRoot --configuration $Configuration }
    'Analyze' { Invoke-Analysis }
    'Test' { Invoke-Test }
    'Package' {
        if (-not $NoBuild) { dotnet build $module @options }
        Invoke-Pack
    }
    'Publish' { if ($PSCmdlet.ShouldProcess("$Repository", "Publish HaControlPlane $version")) { Publish-Package } }
}
