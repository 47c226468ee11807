BeforeAll {
    . $PSScriptRoot/Module.ps1
    $pester = (Get-Module Pester).Path
}

BeforeDiscovery {
    $topologies = @(Get-ChildItem "$PSScriptRoot/../../examples" -Filter *.yaml | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

Describe 'The example that asserts an endpoint' {
    # In a process of its own: Pester does not count what runs inside its own tests.
    It 'finds its tests for <Name>' -ForEach $topologies {
        $found = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command @"
            Import-Module '$pester'
            Import-Module '$StagedModule'
            `$configuration = New-PesterConfiguration
            `$configuration.Run.Container = New-PesterContainer -Path '$RepositoryRoot/examples/verify/ControlPlane.Tests.ps1' -Data @{ Path = '$Path' }
            `$configuration.Run.SkipRun = `$true
            `$configuration.Run.PassThru = `$true
            `$configuration.Output.Verbosity = 'None'
            `$result = Invoke-Pester -Configuration `$configuration
            `$result.FailedContainers.ErrorRecord | ForEach-Object { "`$_" }
            "`$(`$result.FailedContainersCount) broken, `$(`$result.TotalCount) found"
"@
        "$found".Trim() | Should -Match '^0 broken, [1-9]\d* found$'
    }
}
