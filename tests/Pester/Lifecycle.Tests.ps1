BeforeDiscovery {
    $cmdlets = 'Install-', 'Uninstall-', 'Compare-', 'Repair-' | ForEach-Object { $_ + 'ControlPlaneLoadBalancer' }
}

Describe '<_> without nodes' -ForEach $cmdlets {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $cmdlet = $_
        $bad = "$PSScriptRoot/data/bad.yaml"
    }

    It 'refuses a file with mistakes, says each with its place, and contacts nobody' {
        { & $cmdlet $bad -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'TopologyRefused,*'
        { & $cmdlet $bad } | Should -Throw '*bad.yaml:4:*'
    }

    It 'takes files from the pipeline, by path and by name' {
        { $bad | & $cmdlet -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'TopologyRefused,*'
        { Get-Item $bad | & $cmdlet -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'TopologyRefused,*'
        { & $cmdlet -LiteralPath $bad -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'TopologyRefused,*'
    }

    It 'says that there is no such file' {
        { & $cmdlet "$TestDrive/none.yaml" -ErrorAction Stop } | Should -Throw -ErrorId 'NoSuchFile,*'
    }
}

Describe 'The cluster cmdlets without nodes' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $good = "$PSScriptRoot/data/good.yaml"
        # Nobody listens there: a cmdlet that contacts a node says so.
        $nobody = New-ControlPlaneNode a, b 127.0.0.1, 127.0.0.2 -Port 1
    }

    It 'asks before it takes a load balancer away' {
        $impact = { param($Name) [Management.Automation.CommandMetadata]::new((Get-Command $Name)).ConfirmImpact }
        & $impact Uninstall-ControlPlaneLoadBalancer | Should -Be 'High'
        & $impact Install-ControlPlaneLoadBalancer | Should -Be 'Medium'
    }

    It 'contacts no node for Repair -WhatIf' {
        Repair-ControlPlaneLoadBalancer $good -WhatIf -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -BeNullOrEmpty
    }

    It 'lets a node undo itself no sooner than it can be heard' {
        { Install-ControlPlaneLoadBalancer $good -UndoAfterSeconds 1 -WhatIf } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'says of each node that it cannot be reached' {
        $nobody | Get-ControlPlaneNode -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.TargetObject.Name | Should -Be 'a', 'b'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
    }

    It 'never hands what a shell would understand to the SSH client' {
        $node = New-ControlPlaneNode a 127.0.0.1 -JumpHost 'x;touch /tmp/y'
        { $node | Get-ControlPlaneNode -ErrorAction Stop } | Should -Throw -ErrorId 'HCP126,*'
    }
}

# The order matters: each test goes on from what the one before left on the nodes. The last leaves them as they were.
Describe 'A load balancer, from its installation to its end' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $file = "$LabFolder/topology.yaml"
        $topology = Import-ControlPlaneTopology $file
        $vip = $topology.Endpoint.VirtualIPs[0]

        function Invoke-Node([string] $Node, [string] $Script) {
            & $Lab sh $Node -- sh -c $Script | Out-String
        }

        # All that uninstalling must give back: text, permissions, times, daemons, and no trace of ours. How many processes a
        # daemon has is its own affair: keepalived forks for each check, haproxy's worker of before a reload lives on for a while.
        function Get-NodeState {
            foreach ($node in $topology.Nodes) {
                Invoke-Node $node.Name 'for f in $(find /etc/haproxy /etc/keepalived /etc/kubernetes -type f | sort); do ls -ln --full-time $f; cat $f; done
                    ls -d /var/lib/hacontrolplane /etc/systemd/system/*.d 2>/dev/null; ps -e -o comm= | grep -E "haproxy|keepalived" | sort -u; ls /etc/rc2.d'
            }
        }

        # A file that was there before us, with permissions of its own.
        Invoke-Node node-1 'mkdir -p /etc/keepalived; echo "! mine" >/etc/keepalived/keepalived.conf; chmod 0640 /etc/keepalived/keepalived.conf'
        $before = Get-NodeState
    }

    It 'tells what the nodes are, and one that is away does not hide the others' {
        $away = New-ControlPlaneNode away 127.0.0.1 -Port 1
        $facts = @($topology.Nodes[0], $away) + $topology.Nodes[1] | Get-ControlPlaneNode -ErrorVariable problem -ErrorAction SilentlyContinue
        $facts.HostName | Should -Be 'node-1', 'node-2'
        $facts[0].Programs['haproxy'] | Should -Match '^\d+\.\d+'
        $facts[0].InterfaceFor($vip) | Should -Be 'eth1'
        $problem | Should -HaveCount 1
        $problem.TargetObject.Name | Should -Be 'away'
        ($topology | Get-ControlPlaneNode).Node.Name | Should -Be 'node-1', 'node-2', 'node-3'
    }

    It 'misses everything before it is installed' {
        $differences = Compare-ControlPlaneLoadBalancer $file
        $differences | Where-Object Kind -EQ VirtualIP | ForEach-Object Actual | Should -Be 'on no node'
        ($differences | Where-Object Kind -EQ File).Node.Name | Select-Object -Unique | Should -Be 'node-1', 'node-2', 'node-3'
        Get-NodeState | Should -Be $before
    }

    It 'is installed from the topology''s file, and is as declared' {
        (Install-ControlPlaneLoadBalancer $file).State | Should -Be 'Committed', 'Committed', 'Committed'
        Compare-ControlPlaneLoadBalancer $file | Should -BeNullOrEmpty
    }

    It 'sees drift made by hand, with its kind and subject, and calls a comment no drift' {
        Invoke-Node node-1 'echo "# a remark" >>/etc/haproxy/haproxy.cfg'
        Invoke-Node node-2 'sed -i "s/priority 100/priority 33/" /etc/keepalived/keepalived.conf'
        Invoke-Node node-3 'service haproxy stop'
        $differences = $topology | Compare-ControlPlaneLoadBalancer
        $remark = $differences | Where-Object { $_.Kind -eq 'Formatting' }
        $remark.Node.Name, $remark.Subject, $remark.MattersToMeaning | Should -Be 'node-1', '/etc/haproxy/haproxy.cfg', $false
        $text = $differences | Where-Object { $_.Kind -eq 'File' }
        $text.Node.Name, $text.Subject | Should -Be 'node-2', '/etc/keepalived/keepalived.conf'
        $text.Diff | Should -Match '(?m)^-\s+priority 33$'
        $daemon = $differences | Where-Object { $_.Kind -eq 'Daemon' }
        $daemon.Node.Name, $daemon.Subject, $daemon.Actual | Should -Be 'node-3', 'haproxy', 'not running'
        $topology | Compare-ControlPlaneLoadBalancer -Quiet | Should -BeFalse
        # A difference leads to its node.
        ($daemon | Get-ControlPlaneNode).HostName | Should -Be 'node-3'
    }

    It 'is healed by installing it again' {
        ($topology | Install-ControlPlaneLoadBalancer).State | Should -Be 'Committed', 'Committed', 'Committed'
        $topology | Compare-ControlPlaneLoadBalancer -Quiet | Should -BeTrue
    }

    It 'has nothing to repair' {
        $reports = $topology | Repair-ControlPlaneLoadBalancer
        $reports.IsWhole | Should -Be $true, $true, $true
        $reports.Settled | Should -BeNullOrEmpty
    }

    It 'is repaired after its admin was killed between commit and confirmation' {
        $other = "$TestDrive/other.yaml"
        Set-Content $other ((Get-Content $file -Raw) -replace 'port: 8443', 'port: 8444')
        $script = "Import-Module '$StagedModule'; Install-ControlPlaneLoadBalancer '$other'"
        $admin = Start-Process "$PSHOME/pwsh" -ArgumentList '-NoProfile', '-Command', "`"$script`"" -PassThru -RedirectStandardOutput "$TestDrive/out"
        # The nodes' files are looked at from outside: an admin who goes on for a second more has told some to keep it.
        $journal = @{}
        foreach ($node in $topology.Nodes.Name) { $journal[$node] = "/proc/$(Get-Content "$LabFolder/nodes/$node/pid")/root/var/lib/hacontrolplane/tx/*/journal" }
        $limit = [datetime]::UtcNow.AddSeconds(60)
        do { $done = @($topology.Nodes.Name | Where-Object { (Get-Content $journal[$_] -ErrorAction Ignore) -contains 'committed' }) }
        until ($done -or $admin.HasExited -or [datetime]::UtcNow -gt $limit)
        $admin.Kill()
        $done | Should -Not -BeNullOrEmpty
        Invoke-Node $done[0] 'cat /etc/haproxy/haproxy.cfg' | Should -Match 'bind \*:8444'

        # A node that committed still waits for its admin. One that only staged knows him gone as soon as his login is.
        $reports = $topology | Repair-ControlPlaneLoadBalancer -ErrorVariable problem -ErrorAction SilentlyContinue
        $locked, $free = $reports.Where({ $_.LockedBy }, 'Split')
        $locked.Node.Name | Should -Contain $done[0]
        $locked.LockedBy | ForEach-Object { $_ | Should -Match "process $($admin.Id)," }
        $locked.IsWhole | ForEach-Object { $_ | Should -BeFalse }
        $free.IsWhole | ForEach-Object { $_ | Should -BeTrue }
        $problem | Should -HaveCount $locked.Count
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP208,*'
        $problem[0].CategoryInfo.Category | Should -Be 'ResourceBusy'

        $reports = $topology | Repair-ControlPlaneLoadBalancer -TakeOverLock
        $reports.IsWhole | Should -Be $true, $true, $true
        $undone = $reports | Where-Object { $_.Settled.Outcome -eq 'undone' }
        $undone.Node.Name | Should -Contain $done[0]
        $undone[0].Settled[0].Reason | Should -Be 'nobody had confirmed it'
        $reports | Format-Table | Out-String | Should -Match 'undone\s+nobody had confirmed it'
        $topology | Compare-ControlPlaneLoadBalancer -Quiet | Should -BeTrue
    }

    It 'shows what comes back under -WhatIf and changes nothing' {
        $installed = Get-NodeState
        $reports = $topology | Uninstall-ControlPlaneLoadBalancer -WhatIf -InformationVariable said 6>$null
        $reports.State | Should -Be 'Untouched', 'Untouched', 'Untouched'
        "$($said[0])" | Should -Match '(?m)^\+! mine$'
        "$($said[1])" | Should -Match '(?m)^\+\+\+ /dev/null$'
        Get-NodeState | Should -Be $installed
    }

    It 'is taken away, and everything is as it was' {
        ($topology | Uninstall-ControlPlaneLoadBalancer -Confirm:$false).State | Should -Be 'Committed', 'Committed', 'Committed'
        & $Lab holder | Should -BeNullOrEmpty
        Test-ApiserverVip $vip -Port 8443 -TimeoutSeconds 1 -Quiet | Should -BeFalse
        Get-NodeState | Should -Be $before
        # The text that a hand had written over ours, and that an apply overwrote, outlives even the removal.
        Invoke-Node node-1 'ls /var/lib/hacontrolplane.kept' | Should -Not -BeNullOrEmpty
    }

    It 'is not there to be taken away twice' {
        ($topology | Uninstall-ControlPlaneLoadBalancer -Confirm:$false).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
    }

    It 'runs as static pods too, and goes again' -Tag Long {
        $pods = "$TestDrive/pods.yaml"
        Set-Content $pods ((Get-Content $file -Raw) -replace 'runAs: service', 'runAs: static-pod')
        (Install-ControlPlaneLoadBalancer $pods).State | Should -Be 'Committed', 'Committed', 'Committed'
        Invoke-Node node-1 'ls /etc/kubernetes/manifests' | Should -Match 'haproxy.yaml\s+keepalived.yaml'
        Test-ApiserverVip $vip -Port 8443 -CaFilePath "$LabFolder/ca.crt" -Wait -Count 20 -Quiet | Should -BeTrue
        Compare-ControlPlaneLoadBalancer $pods -Quiet | Should -BeTrue
        (Uninstall-ControlPlaneLoadBalancer $pods -Confirm:$false).State | Should -Be 'Committed', 'Committed', 'Committed'
        Get-NodeState | Should -Be $before
    }
}
