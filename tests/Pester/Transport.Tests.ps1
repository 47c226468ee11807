Describe '-Transport' {
    BeforeDiscovery {
        . $PSScriptRoot/Module.ps1
    }

    BeforeAll {
        . $PSScriptRoot/Module.ps1
    }

    It 'is taken by every cmdlet that contacts nodes' {
        $nodeCommands = Get-Command -Module HaControlPlane | Where-Object { $_.Parameters.ContainsKey('BecomePassword') }
        $nodeCommands | Where-Object { -not $_.Parameters.ContainsKey('Transport') } | Should -BeNullOrEmpty
    }

    It 'is one error that says what to do, where SSH.NET is missing' {
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
        $said[2] | Should -Match 'Install the module or the console again'
        $said[3] | Should -BeLike 'HCP410,*'
        $said[4] | Should -Be 'c'
    }

    It 'finds SSH.NET in the module''s own load context' {
        Get-ControlPlaneNode root@127.0.0.1:1 -Transport SshNet -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
        "$problem" | Should -Match 'connect to host 127.0.0.1 port 1: Connection refused'
        $context = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object { $_.Assemblies.GetName().Name -contains 'Renci.SshNet' }
        $context.Name | Should -Be 'HaControlPlane'
    }

    It 'is one error of its own, where OpenSSH is named and there is no client' {
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            { Get-ControlPlaneNode root@127.0.0.1:1 -Transport OpenSsh } | Should -Throw -ErrorId 'HCP414,*' -ExceptionType ([Exception])
        }
        finally { $env:PATH = $path }
    }

    It 'is SSH.NET by itself where there is no client, and -Verbose says so once' {
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            $said = 'a', 'b' | ForEach-Object { New-ControlPlaneNode $_ 127.0.0.1 -Port 1 } |
                Get-ControlPlaneNode -Verbose -ErrorVariable problem -ErrorAction SilentlyContinue 4>&1
        }
        finally { $env:PATH = $path }
        @($said | Where-Object { "$_" -like 'Scripts travel over*' }).Message | Should -Be "Scripts travel over SSH.NET: there is no 'ssh' on PATH."
        $problem.Count | Should -BeGreaterOrEqual 2
        "$($problem[0])" | Should -Match 'Connection refused'
    }

    It 'is not written where it is the default' {
        (New-ControlPlaneNode m1 192.168.20.151).Ssh.Transport | Should -Be 'Auto'
        Import-ControlPlaneTopology "$(Split-Path (Split-Path $PSScriptRoot))/examples/three-masters.yaml" |
            Export-ControlPlaneTopology "$TestDrive/default.yaml"
        Get-Content "$TestDrive/default.yaml" -Raw | Should -Not -Match 'transport'
    }
}

Describe '-Transport with nodes' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
    }

    It 'reaches nodes over <_>' -ForEach Auto, OpenSsh, SshNet {
        ($topology.Nodes | Get-ControlPlaneNode -Transport $_).HostName | Should -Be $topology.Nodes.Name
    }
}
