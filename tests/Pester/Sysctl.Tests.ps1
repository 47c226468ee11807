Describe 'Set-NodeSysctl without nodes' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $node = New-ControlPlaneNode master-1 192.0.2.1
    }

    It 'refuses what is no key, or no value of one line' -ForEach @(
        @{ Key = 'net.ipv4.conf.*.rp_filter'; Value = '1' }
        @{ Key = '../../etc/passwd'; Value = '1' }
        @{ Key = 'net.ipv4.ip_forward'; Value = "1`nkernel.panic = 1" }
    ) {
        { $node | Set-NodeSysctl $Key $Value } | Should -Throw -ErrorId 'HCP193,*'
    }

    It 'refuses two values for one key, however it is written' {
        $both = @([pscustomobject]@{ Node = $node; Key = 'net.ipv4.ip_forward'; Value = 1 }, [pscustomobject]@{ Node = $node; Key = 'net/ipv4/ip_forward'; Value = 0 })
        { $both | Set-NodeSysctl } | Should -Throw -ErrorId 'ContradictingFile,*'
    }
}

# The order matters: each test goes on from what the one before left on the nodes.
Describe 'Kernel settings of nodes' -Tag Lab, Long -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $nodes = (Import-ControlPlaneTopology "$LabFolder/topology.yaml").Nodes
        $file = '/etc/sysctl.d/99-zz-hacontrolplane-net.ipv4.ip_nonlocal_bind.conf'

        function Get-Live($Node, $Key) { & $Lab sh $Node -- cat "/proc/sys/$($Key.Replace('.', '/'))" }
    }

    It 'shows the live value and the file under -WhatIf, and changes nothing' {
        $reports = $nodes | Set-NodeSysctl net.ipv4.ip_nonlocal_bind 1 -WhatIf -InformationVariable said 6>$null
        $reports.State | Should -Be 'Untouched', 'Untouched', 'Untouched'
        "$said" | Should -Match '\+\+\+ /proc/sys/net/ipv4/ip_nonlocal_bind'
        "$said" | Should -Match '\+net.ipv4.ip_nonlocal_bind = 1'
        Get-Live node-1 net.ipv4.ip_nonlocal_bind | Should -Be 0
        & $Lab sh node-1 -- sh -c 'ls -A /var/lib/hacontrolplane/tx /var/lib/hacontrolplane/ledger/sysctl 2>/dev/null' | Should -BeNullOrEmpty
    }

    It 'sets on all nodes, and a second time finds nothing to do' {
        ($nodes | Set-NodeSysctl -Setting @{ 'net/ipv4/ip_nonlocal_bind' = '01'; 'net.ipv4.ip_forward' = 1 }).State | Should -Be 'Committed', 'Committed', 'Committed'
        Get-Live node-3 net.ipv4.ip_nonlocal_bind | Should -Be 1
        ($nodes | Set-NodeSysctl net.ipv4.ip_forward 1).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
    }

    It 'tells the live value, the file that wins and whose it is' {
        $read = Get-NodeSysctl net.ipv4.ip_nonlocal_bind, net.ipv4.no_such -Node $nodes[1]
        $read[0].Value, $read[0].BootValue, $read[0].Owner, $read[0].IsPersistent | Should -Be '1', '01', 'Alone', $false
        "$($read[0].BootWinner)" | Should -Be "${file}:2"
        $read[1].Value | Should -BeNullOrEmpty
        ($nodes | Get-NodeSysctl).Key | Select-Object -Unique | Sort-Object | Should -Be 'net.ipv4.ip_forward', 'net.ipv4.ip_nonlocal_bind'
        & $Lab sh node-2 -- sh -c 'echo net.ipv4.ip_nonlocal_bind = 0 >>/etc/sysctl.conf'
        (Get-NodeSysctl net.ipv4.ip_nonlocal_bind -Node $nodes[1]).BootWinner.File | Should -Be '/etc/sysctl.conf'
        & $Lab sh node-2 -- sed -i '/ip_nonlocal_bind = 0/d' /etc/sysctl.conf
    }

    It 'changes no node when one has no such setting' {
        $problem = $null
        $nodes | Set-NodeSysctl net.ipv4.no_such 1 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP221,*'
        $problem | Should -HaveCount 3
    }

    It 'says when nobody is known who could open the log''s socket anew' {
        $nodes[0] | Set-NodeSysctl net.unix.max_dgram_qlen 100 -RestartLogSocket -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP261,*'
        Get-Live node-1 net.unix.max_dgram_qlen | Should -Not -Be 100
    }

    It 'leaves what a topology declares, and takes over and gives back what it sets besides' {
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        $sysctl = [System.Collections.Generic.Dictionary[string, string]]::new()
        $sysctl['net.ipv4.ip_nonlocal_bind'] = '0'
        $topology.GetType().GetProperty('Sysctl').SetValue($topology, $sysctl)
        ($topology | Install-ControlPlaneLoadBalancer -Confirm:$false).State | Should -Be 'Committed', 'Committed', 'Committed'
        Get-Live node-1 net.ipv4.ip_nonlocal_bind | Should -Be 0
        $nodes | Set-NodeSysctl net.ipv4.ip_nonlocal_bind 1 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'HCP260,*'
        ($nodes | Get-NodeSysctl net.ipv4.ip_nonlocal_bind).Topology | Select-Object -Unique | Should -Be $topology.Name
        $topology | Uninstall-ControlPlaneLoadBalancer -Confirm:$false | Out-Null
        Get-Live node-1 net.ipv4.ip_nonlocal_bind | Should -Be 1
    }

    It 'gives back what was before, from the pipeline' {
        ($nodes | Get-NodeSysctl | Where-Object Owner -EQ Alone | Remove-NodeSysctl).State | Should -Be 'Committed', 'Committed', 'Committed'
        Get-Live node-2 net.ipv4.ip_nonlocal_bind | Should -Be 0
        Get-Live node-2 net.ipv4.ip_forward | Should -Be 0
        & $Lab sh node-2 -- sh -c 'ls -A /var/lib/hacontrolplane/ledger/sysctl 2>/dev/null' | Should -BeNullOrEmpty
        & $Lab sh node-2 -- sh -c 'ls -A /etc/sysctl.d' | Should -Not -Match 'hacontrolplane'
        ($nodes | Remove-NodeSysctl net.ipv4.ip_forward).State | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
    }
}
