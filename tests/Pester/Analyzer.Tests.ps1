BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $scripts = @(Get-ChildItem $root -Include *.ps1 -Recurse -File | Where-Object FullName -NotMatch '[\\/](out|bin|obj)[\\/]') +
        @(Get-ChildItem $root/out/HaControlPlane/*/HaControlPlane.psd1) |
        ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($root, $_.FullName); File = $_.FullName } }
    if (-not $scripts) { throw 'There is no script: nothing would be analyzed.' }
}

Describe 'PSScriptAnalyzer' -Skip:(-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
    It 'has nothing to say about <Name>' -ForEach $scripts {
        # What a test sets up in BeforeAll and uses in It looks unused to the analyzer.
        Invoke-ScriptAnalyzer $File -ExcludeRule PSUseDeclaredVarsMoreThanAssignments | Should -BeNullOrEmpty
    }
}
