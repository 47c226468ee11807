Describe '-Transport' {
    BeforeDiscovery {
        . $PSScriptRoot/Module.ps1
        $built = Test-Path "$(Split-Path $StagedModule)/Dependencies/HaControlPlane.SshNet.dll"
        if (-not $built) { Write-Warning 'NO SSH.NET: the transport SshNet was not built in, so it is not tested here.' }
    }

    BeforeAll {
        . $PSScriptRoot/Module.ps1
    }

    It 'is taken by every cmdlet that contacts nodes' {
        $nodeCommands = Get-Command -Module HaControlPlane | Where-Object { $_.Parameters.ContainsKey('BecomePassword') }
        $nodeCommands | Where-Object { -not $_.Parameters.ContainsKey('Transport') } | Should -BeNullOrEmpty
    }

    It 'is one error that says how to get it, where the build has none' {
        $copy = "$TestDrive/without/HaControlPlane"
        $null = New-Item (Split-Path $copy) -ItemType Directory -Force
        Copy-Item (Split-Path $StagedModule) $copy -Recurse
        Remove-Item "$copy/Dependencies/HaControlPlane.SshNet.dll" -ErrorAction Ignore
        $said = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command "
            Import-Module '$copy/HaControlPlane.psd1'
            try { 'a', 'b' | ForEach-Object { New-ControlPlaneNode `$_ 127.0.0.1 } | Get-ControlPlaneNode -Transport SshNet }
            catch { `$_.FullyQualifiedErrorId; `$_.CategoryInfo.Category; `$_.ErrorDetails.RecommendedAction }
            New-ControlPlaneNode c 127.0.0.1 -Transport SshNet | Get-ControlPlaneNode -ErrorVariable one -ErrorAction SilentlyContinue
            `$one.FullyQualifiedErrorId; `$one.TargetObject.Name"
        $said | Should -HaveCount 5
        $said[0] | Should -BeLike 'HCP410,*'
        $said[1] | Should -Be 'NotInstalled'
        $said[2] | Should -Match 'build.ps1 -Task Stage -SshNet'
        $said[3] | Should -BeLike 'HCP410,*'
        $said[4] | Should -Be 'c'
    }

    It 'finds SSH.NET in the module''s own load context' -Skip:(-not $built) {
        Get-ControlPlaneNode root@127.0.0.1:1 -Transport SshNet -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
        "$problem" | Should -Match 'connect to host 127.0.0.1 port 1: Connection refused'
        $context = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object { $_.Assemblies.GetName().Name -contains 'Renci.SshNet' }
        $context.Name | Should -Be 'HaControlPlane'
    }
}

Describe '-Transport with nodes' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
    }

    It 'reaches nodes over SSH.NET' -Skip:(-not (Test-Path "$(Split-Path (Split-Path $PSScriptRoot))/out/HaControlPlane/*/Dependencies/HaControlPlane.SshNet.dll")) {
        ($topology.Nodes | Get-ControlPlaneNode -Transport SshNet).HostName | Should -Be $topology.Nodes.Name
    }
}
