Describe 'Install-ControlPlaneLoadBalancer without nodes' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = Import-ControlPlaneTopology "$PSScriptRoot/data/good.yaml"
        # Import gives no topology with errors, so one is spoilt afterwards.
        $topology.GetType().GetProperty('ApiserverPort').SetValue($topology, 99999)
    }

    It 'refuses a topology with errors, and says each of them' {
        { $topology | Install-ControlPlaneLoadBalancer -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'TopologyRefused,*'
        $problem = { $topology | Install-ControlPlaneLoadBalancer } | Should -Throw -ErrorId 'HCP1*' -PassThru
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
    }
}

# The order matters: each test goes on from what the one before left on the nodes.
Describe 'Install-ControlPlaneLoadBalancer' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $file = "$LabFolder/topology.yaml"
        $topology = Import-ControlPlaneTopology $file
        $vip = $topology.Endpoint.VirtualIPs[0]

        # What the nodes hold: nothing may change it but a rollout that says so.
        function Get-NodeText {
            foreach ($node in $topology.Nodes) {
                & $Lab sh $node.Name -- sh -c 'cat /etc/haproxy/haproxy.cfg /etc/keepalived/* 2>/dev/null; ls -A /var/lib/hacontrolplane/tx 2>/dev/null' | Out-String
            }
        }
    }

    It 'shows each node''s diff under -WhatIf and changes nothing' {
        $before = Get-NodeText
        $reports = $topology | Install-ControlPlaneLoadBalancer -WhatIf -InformationVariable said 6>$null
        $reports.State | Should -Be 'Untouched', 'Untouched', 'Untouched'
        $reports[0].Files.Diff | Out-String | Should -Match '\+.*virtual_ipaddress'
        "$said" | Should -Match '\+\+\+ /etc/keepalived/keepalived.conf'
        Get-NodeText | Should -Be $before
    }

    It 'refuses what is foreign, and under -ReplaceForeign -WhatIf names what would be lost' {
        & $Lab sh node-3 -- sh -c 'printf "defaults\n  mode tcp\nlisten postgres\n  bind *:5433\n  server db1 10.78.1.2:5432\n" >/etc/haproxy/haproxy.cfg'
        try {
            $before = Get-NodeText
            $reports = $topology | Install-ControlPlaneLoadBalancer -ErrorVariable problem -ErrorAction SilentlyContinue
            $reports | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -BeLike 'HCP270,*'
            "$problem" | Should -Match '/etc/haproxy/haproxy.cfg:3: listen postgres on \*:5433, to 10.78.1.2:5432 is foreign'
            ($topology | Test-ControlPlaneTopology -Live).Id | Should -Contain 'HCP270'

            $said = "Import-Module '$StagedModule'; Import-ControlPlaneTopology '$file' | Install-ControlPlaneLoadBalancer -ReplaceForeign -WhatIf" |
                & "$PSHOME/pwsh" -NoProfile -Command - 2>&1 | Out-String
            ($said -replace '\s+', ' ') | Should -Match 'replace what is foreign and would be lost: listen postgres on \*:5433, to 10.78.1.2:5432 \(/etc/haproxy/haproxy.cfg:3\)'
            Get-NodeText | Should -Be $before
        }
        finally {
            & $Lab sh node-3 -- rm /etc/haproxy/haproxy.cfg
        }
    }

    It 'changes no node when one is declined' {
        $before = Get-NodeText
        $script = "Import-Module '$StagedModule'; Import-ControlPlaneTopology '$file' | Install-ControlPlaneLoadBalancer -Confirm | ForEach-Object State"
        $said = "y`nn`n" | & "$PSHOME/pwsh" -NoProfile -Command $script 2>&1 | Out-String
        $said | Should -Match 'nothing was changed'
        $said | Should -Match '(Untouched\s+){3}'
        Get-NodeText | Should -Be $before
    }

    It 'changes nothing anywhere when one node cannot be reached' {
        $before = Get-NodeText
        Invoke-Fault node-3 stop sshd
        try {
            $reports = $topology | Install-ControlPlaneLoadBalancer -ErrorVariable problem -ErrorAction SilentlyContinue
        }
        finally {
            Invoke-Fault node-3 start sshd
        }

        $reports | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
        $problem.CategoryInfo.Category | Should -Be 'ConnectionError'
        $problem.TargetObject.Name | Should -Be 'node-3'
        Get-NodeText | Should -Be $before
    }

    It 'installs, and the endpoint answers' {
        $reports = Import-ControlPlaneTopology $file | Install-ControlPlaneLoadBalancer
        $reports.State | Should -Be 'Committed', 'Committed', 'Committed'
        $reports.Node.Name | Should -Be 'node-1', 'node-2', 'node-3'
        Test-ApiserverVip $vip -Port 8443 -CaFilePath "$LabFolder/ca.crt" -Wait -Count 20 -Quiet | Should -BeTrue
        $topology | Test-ApiserverVip -Quiet | Should -BeTrue
        @(& $Lab holder) | Should -HaveCount 1
    }

    It 'can be looked at: one picture of every node, in a table and as objects' {
        $status = $topology | Get-ApiserverVip
        $status.Verdict | Should -Be 'Healthy'
        $status.Holders.Name | Should -Be (& $Lab holder)
        $status.Nodes.Keepalived | Sort-Object | Should -Be 'Master', 'Backup', 'Backup'
        $status.Nodes.Backends | Should -HaveCount 9
        $status.Stale | Should -BeNullOrEmpty
        $table = $status | Format-Table | Out-String -Width 300
        $table | Should -Match 'Healthy\s+node-\d\s+3 of 3\s+3 of 3\s+until \d{4}-\d\d-\d\d\s+Healthy: node-\d holds'
        $status.Nodes | Out-String -Width 300 | Should -Match 'node-1 UP, node-2 UP, node-3 UP'
        $status | Format-List | Out-String -Width 300 | Should -Match '/livez: 200 ok'
    }

    It 'answers on every node, as nc would ask' {
        $results = $topology | Test-ApiserverVip -From $topology.Nodes -TcpOnly
        $results.From | Sort-Object | Should -Be 'node-1', 'node-2', 'node-3'
        $results.Answer | Select-Object -Unique | Should -Be 'TCP open'
        ($topology | Test-ApiserverVip -From $topology.Nodes[1]).StatusCode | Should -Be 200
        $results = Test-ApiserverVip $vip -Port 8443 -From $topology.Nodes[0, 1] -Count 2 -IntervalSeconds 0
        $results | Should -HaveCount 4
        Test-ApiserverVip $vip -Port 8444 -From $topology.Nodes -TimeoutSeconds 1 -Quiet | Should -BeFalse
    }

    It 'can be drilled: nothing under -WhatIf, then a report and its page' {
        $topology | Measure-ApiserverFailover HaproxyKill -WhatIf | Should -BeNullOrEmpty
        $holder = & $Lab holder
        $report = $topology | Measure-ApiserverFailover HaproxyKill -Seconds 1 -ReportPath "$TestDrive/drill.html" -Confirm:$false
        $report.Node | Should -Be $holder
        $report.NewHolder | Should -Be (& $Lab holder)
        $report.Samples.Count | Should -BeGreaterThan 50
        $report.Error | Should -BeNullOrEmpty
        $report | Format-Table | Out-String -Width 200 | Should -Match "HaproxyKill\s+$holder\s+\d+ ms\s+\d+ ms\s+\d+ of \d+\s+node-\d after \d+ ms"
        $report | Format-List | Out-String -Width 200 | Should -Match 'holds the VIP'
        Get-Content "$TestDrive/drill.html" -Raw | Should -Match '<svg'
        $topology | Measure-ApiserverFailover Drain nobody -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP253,*'
    }

    It 'takes away every progress bar it showed' {
        $shell = [powershell]::Create().AddScript("Import-Module '$StagedModule'; Import-ControlPlaneTopology '$file' | Install-ControlPlaneLoadBalancer -WhatIf")
        $null = $shell.Invoke()
        $progress = $shell.Streams.Progress
        ($progress | Where-Object ParentActivityId -EQ 0).Activity | Select-Object -Unique | Sort-Object | Should -Be 'node-1', 'node-2', 'node-3'
        $progress | Group-Object ActivityId | ForEach-Object { $_.Group[-1].RecordType | Should -Be 'Completed' }
        $shell.Dispose()
    }

    It 'stops on Ctrl+C though a node hangs, and leaves no lock behind' {
        Invoke-Fault node-2 freeze
        try {
            $shell = [powershell]::Create().AddScript("Import-Module '$StagedModule'; Import-ControlPlaneTopology '$file' | Install-ControlPlaneLoadBalancer")
            $null = $shell.BeginInvoke()
            Start-Sleep 3
            $shell.InvocationStateInfo.State | Should -Be 'Running'
            (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 10
        }
        finally {
            Invoke-Fault node-2 thaw
            $shell.Dispose()
        }

        ($topology | Install-ControlPlaneLoadBalancer).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
    }

    It 'finds nothing to do the second time' {
        $topology | Install-ControlPlaneLoadBalancer | ForEach-Object State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
    }

    It 'asks nothing and shows nothing under -WhatIf when there is nothing to do' {
        ($topology | Install-ControlPlaneLoadBalancer -WhatIf -InformationVariable said).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
        $said | Should -BeNullOrEmpty
    }

    It 'puts every node back when a daemon refuses its configuration' {
        $before = Get-NodeText
        $broken = "$TestDrive/broken.yaml"
        Set-Content $broken ((Get-Content $file -Raw) -replace 'interface: eth1', 'interface: nosuch0')
        $reports = Import-ControlPlaneTopology $broken | Install-ControlPlaneLoadBalancer -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem | Should -Not -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Match '^HCP2\d\d,'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $reports.State | Should -Not -Contain 'Committed'
        Get-NodeText | Should -Be $before
        Test-ApiserverVip $vip -Port 8443 -Quiet | Should -BeTrue
    }
}

Describe 'Install-NodeFile without nodes' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $ask = @{ VirtualIP = '10.0.0.9'; Interface = 'eth0'; WarningAction = 'SilentlyContinue' }
        $files = New-ControlPlaneNode a, b, c 10.0.0.1, 10.0.0.2, 10.0.0.3 | New-KeepalivedConfig @ask
    }

    It 'refuses two texts for one place' {
        $others = New-ControlPlaneNode a, b, c 10.0.0.1, 10.0.0.2, 10.0.0.3 | New-KeepalivedConfig @ask -VirtualRouterId 9
        { $files + $others | Install-NodeFile } | Should -Throw -ErrorId 'ContradictingFile,*'
    }

    It 'refuses one node described in two ways' {
        $others = New-ControlPlaneNode a, b, c 10.0.0.1, 10.0.0.2, 10.0.0.3 -UserName other | New-ApiserverCheck @ask
        { $files + $others | Install-NodeFile } | Should -Throw -ErrorId 'ContradictingFile,*'
    }
}

Describe 'Install-NodeFile' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        $connection = @{ UserName = 'root'; KeyFilePath = "$LabFolder/id_ed25519"; KnownHostsPath = "$LabFolder/known_hosts" }
    }

    It 'installs what New-KeepalivedConfig makes of nodes of the pipeline' {
        $nodes = New-ControlPlaneNode node-1, node-2, node-3 ($topology.Nodes | ForEach-Object Address) @connection
        $files = $nodes | New-KeepalivedConfig -VirtualIP $topology.Endpoint.VirtualIPs -Port 8443 -Interface eth1 -VirtualRouterId 77 -RunAs Service
        # The same files again are nothing new.
        $reports = $files + $files | Install-NodeFile
        $reports.State | Should -Be 'Committed', 'Committed', 'Committed'
        & $Lab sh node-2 -- cat /etc/keepalived/keepalived.conf | Out-String | Should -Match 'virtual_router_id 77'
    }

    It 'says nothing but where it was on the verbose stream' {
        $said = $topology | New-ApiserverCheck | Install-NodeFile -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$said" | Should -Match 'node-1: Stage'
    }

    It 'names an unknown host key, its fingerprint and what to do' {
        $connection.KnownHostsPath = "$TestDrive/none"
        $node = New-ControlPlaneNode node-1 $topology.Nodes[0].Address @connection
        $node | New-ApiserverCheck -VirtualIP $topology.Endpoint.VirtualIPs -Interface eth1 -WarningAction SilentlyContinue |
            Install-NodeFile -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP202,*'
        $problem.CategoryInfo.Category | Should -Be 'SecurityError'
        "$problem" | Should -Match 'SHA256:'
    }
}

Describe 'Install-StaticPod' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
    }

    It 'installs manifests' {
        $reports = $topology | New-StaticPod -Kind Haproxy | Install-StaticPod
        $reports.State | Should -Be 'Committed', 'Committed', 'Committed'
        & $Lab sh node-1 -- cat /etc/kubernetes/manifests/haproxy.yaml | Out-String | Should -Match 'kind: Pod'
    }

    It 'refuses other files' {
        $null = $topology | New-HaproxyConfig | Install-StaticPod -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem | Should -HaveCount 3
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NotAManifest,*'
    }
}
