BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Cmdlets in other runspaces' {
    It 'make text in ForEach-Object -Parallel' {
        $module, $file = $StagedModule, "$PSScriptRoot/data/good.yaml"
        $texts = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            (Import-ControlPlaneTopology $using:file | New-HaproxyConfig).Content -join ''
        }
        $texts | Should -HaveCount 8
        $texts | Select-Object -Unique | Should -HaveCount 1
    }

    It 'run in a ThreadJob, with their errors' {
        $module = $StagedModule
        $job = Start-ThreadJob { Import-Module $using:module; Import-ControlPlaneTopology /no/such.yaml }
        $null = $job | Receive-Job -Wait -AutoRemoveJob -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoSuchFile,*'
    }

    It 'share their types between runspaces' {
        $module = $StagedModule
        $topology = Import-ControlPlaneTopology "$PSScriptRoot/data/good.yaml"
        $topology | ForEach-Object -Parallel { Import-Module $using:module; @($_ | New-HaproxyConfig).Count } | Should -Be $topology.Nodes.Count
    }
}

Describe 'Cmdlets on nodes, cut short and in parallel' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        $nodes = (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Nodes

        # The SSH clients of this very process: none may outlive the cmdlet that started it.
        function Get-Client { Get-Process ssh -ErrorAction Ignore | Where-Object { $_.Parent.Id -eq $PID } }
    }

    It 'ask nodes in ForEach-Object -Parallel' {
        $module = $StagedModule
        $names = $nodes | ForEach-Object -Parallel { Import-Module $using:module; (Get-ControlPlaneNode -Node $_).HostName }
        $names | Sort-Object | Should -Be 'node-1', 'node-2', 'node-3'
        Get-Client | Should -BeNullOrEmpty
    }

    It 'ask nodes in ThreadJobs at the same time' {
        $module = $StagedModule
        $jobs = $nodes | ForEach-Object { Start-ThreadJob { Import-Module $using:module; Get-ControlPlaneNode -Node $args[0] } -ArgumentList $_ }
        ($jobs | Receive-Job -Wait -AutoRemoveJob).HostName | Sort-Object | Should -Be 'node-1', 'node-2', 'node-3'
    }

    It 'leave no client behind when the pipeline wants no more' {
        ($nodes | Get-ControlPlaneNode | Select-Object -First 1).HostName | Should -Be 'node-1'
        Get-Client | Should -BeNullOrEmpty
    }

    It 'stop on Ctrl+C while a node hangs, and leave nothing on any node' {
        Invoke-Fault node-3 freeze
        try {
            $shell = [powershell]::Create().AddScript("Import-Module '$StagedModule'; (Import-ControlPlaneTopology '$LabFolder/topology.yaml').Nodes | Set-NodeSysctl net.ipv4.ip_nonlocal_bind 1")
            $null = $shell.BeginInvoke()
            # Both other nodes hold their stage, and wait for the third.
            $staged = 0
            for ($i = 0; $i -lt 100 -and $staged -lt 2; $i++) {
                Start-Sleep -Milliseconds 100
                $staged = @('node-1', 'node-2' | Where-Object { (& $Lab sh $_ -- sh -c 'ls -A /var/lib/hacontrolplane/tx 2>/dev/null') }).Count
            }
            $staged | Should -Be 2
            # Without Ctrl+C it waits for the node for half a minute and more.
            (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 10
            $shell.Dispose()
        }
        finally {
            Invoke-Fault node-3 thaw
        }

        Get-Client | Should -BeNullOrEmpty
        foreach ($name in 'node-1', 'node-2') { & $Lab sh $name -- sh -c 'find /var/lib/hacontrolplane/tx /var/lib/hacontrolplane/lock -mindepth 1 2>/dev/null' | Should -BeNullOrEmpty }
    }
}
