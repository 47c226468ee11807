Describe 'Set-NodeRoute without nodes' {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $node = New-ControlPlaneNode master-1 192.168.20.151 -UserName root
    }

    It 'refuses what is no range, and contacts nobody' {
        $node | Set-NodeRoute -Destination 10.96.0.0, 10.244.0.0/33 -Gateway 192.168.20.1 -Interface eth1 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NotARange,*'
        $problem.Count | Should -Be 2
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '10\.96\.0\.0/12'
    }

    It 'refuses what the rules of a topology''s routes refuse: <Id>' -ForEach @(
        @{ Id = 'HCP163'; Destination = '0.0.0.0/0'; Gateway = '192.168.20.1'; Interface = 'eth1' }
        @{ Id = 'HCP154'; Destination = 'fd00::/64'; Gateway = '192.168.20.1'; Interface = 'eth1' }
        @{ Id = 'HCP155'; Destination = '10.96.0.0/12'; Gateway = '192.168.20.151'; Interface = 'eth1' }
        @{ Id = 'HCP125'; Destination = '10.96.0.0/12'; Gateway = '192.168.20.1'; Interface = 'eth1 eth2' }
    ) {
        Set-NodeRoute $node $Destination $Gateway $Interface -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'refuses two gateways for one range of a node' {
        $routes = '192.168.20.1', '192.168.20.2' | ForEach-Object { [pscustomobject]@{ Node = $node; Destination = '10.96.0.0/12'; Gateway = $_; Interface = 'eth1' } }
        $routes | Set-NodeRoute -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP156,*'
    }

    It 'refuses one name for two nodes' {
        { $node, (New-ControlPlaneNode master-1 192.168.20.152) | Set-NodeRoute -Destination 10.96.0.0/12 -Gateway 192.168.20.1 -Interface eth1 } | Should -Throw -ErrorId 'ContradictingNode,*'
    }
}

# The order matters: each test goes on from what the one before left on the nodes.
Describe 'Node routes' -Tag Lab -Skip:(-not $env:HACP_LAB) {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        $topology = Import-ControlPlaneTopology "$LabFolder/topology.yaml"
        $nodes = $topology.Nodes | Select-Object -First 2
        $network = "$($nodes[0].Address)" -replace '\.\d+$'
        $route = @{ Destination = '10.96.0.0/12', '10.244.0.0/16'; Gateway = "$network.2"; Interface = 'eth1' }
        # The lab's nodes are set up from outside; here they seem to be ifupdown's.
        foreach ($node in $nodes) {
            & $Lab sh $node.Name -- sh -c 'mkdir -p /etc/network/if-up.d; echo iface eth1 inet manual >/etc/network/interfaces; command -v ifup >/dev/null || { echo "#!/bin/sh" >/usr/sbin/ifup; chmod 755 /usr/sbin/ifup; }'
        }

        & $Lab sh $nodes[0].Name -- ip route add 10.96.0.0/12 via "$network.9"

        function Get-LiveRoute($node) { (& $Lab sh $node.Name -- sh -c 'ip route | grep via') -replace '\s+$' -join "`n" }
    }

    AfterAll {
        foreach ($node in $nodes) { & $Lab sh $node.Name -- sh -c 'rm -rf /etc/network; ip route flush root 10.96.0.0/12 2>/dev/null; true' }
    }

    It 'shows table and file of each node under -WhatIf and changes nothing' {
        $before = Get-LiveRoute $nodes[0]
        ($nodes | Set-NodeRoute @route -WhatIf -InformationVariable said 6>$null).State | Should -Be 'Untouched', 'Untouched'
        "$said" | Should -Match "-10\.96\.0\.0/12 via $network\.9 dev eth1\s+\+10\.96\.0\.0/12 via $network\.2 dev eth1 proto static"
        "$said" | Should -Match '\+\+\+ /etc/network/if-up.d/hacontrolplane'
        Get-LiveRoute $nodes[0] | Should -Be $before
    }

    It 'sets them on all nodes' {
        ($nodes | Set-NodeRoute @route).State | Should -Be 'Committed', 'Committed'
        Get-LiveRoute $nodes[1] | Should -Match "10\.244\.0\.0/16 via $network\.2 dev eth1 proto static"
        ($nodes | Set-NodeRoute @route).State | Should -Be 'Unchanged', 'Unchanged'
    }

    It 'lists them with their owner and their file, beside other people''s' {
        & $Lab sh $nodes[0].Name -- ip route add 10.7.0.0/16 via "$network.9"
        $routes = $nodes[0] | Get-NodeRoute
        $ours = $routes | Where-Object Ours
        $ours.Destination | Should -Be '10.244.0.0/16', '10.96.0.0/12'
        $ours.Live | Should -Be $true, $true
        $ours.Owner | Should -Be 'Set-NodeRoute', 'Set-NodeRoute'
        $ours[0].PersistentFile | Should -Be '/etc/network/if-up.d/hacontrolplane'
        $other = $routes | Where-Object Destination -EQ '10.7.0.0/16'
        $other.Ours, $other.Owner, "$($other.Gateway)" | Should -Be $false, 'boot', "$network.9"
        & $Lab sh $nodes[0].Name -- sh -c 'ip route del 10.244.0.0/16; rm /etc/network/if-up.d/hacontrolplane'
        $lost = $nodes[0] | Get-NodeRoute | Where-Object Destination -EQ '10.244.0.0/16'
        $lost.Ours, $lost.Live, $lost.PersistentFile | Should -Be $true, $false, $null
        # Its own objects heal it.
        $nodes[0] | Get-NodeRoute | Where-Object Ours | Set-NodeRoute | ForEach-Object State | Should -Be 'Committed'
        ($nodes[0] | Get-NodeRoute | Where-Object Ours).Live | Should -Be $true, $true
    }

    It 'refuses to cut off the login, as an error of its own' {
        $nodes | Set-NodeRoute -Destination "$network.0/25" -Gateway "$network.9" -Interface eth1 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP224,*'
        $problem.Count | Should -Be 2
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problem[0].TargetObject.Name | Should -Be $nodes[0].Name
    }

    It 'gives everything of ours back, straight from the list, and nothing else' {
        $nodes | Get-NodeRoute | Remove-NodeRoute -WhatIf -InformationVariable said 6>$null
        "$said" | Should -Match '\+10\.96\.0\.0/12 via'
        ($nodes | Get-NodeRoute | Remove-NodeRoute).State | Should -Be 'Committed', 'Committed'
        Get-LiveRoute $nodes[0] | Should -Be "10.7.0.0/16 via $network.9 dev eth1`n10.96.0.0/12 via $network.9 dev eth1"
        Get-LiveRoute $nodes[1] | Should -BeNullOrEmpty
        & $Lab sh $nodes[0].Name -- sh -c 'ip route del 10.7.0.0/16; ls /etc/network/if-up.d; ls -A /var/lib/hacontrolplane/ledger/routes 2>/dev/null' | Should -BeNullOrEmpty
        ($nodes | Remove-NodeRoute -Destination 10.96.0.0/12).State | Should -Be 'Unchanged', 'Unchanged'
    }

    It 'is one error for a node that cannot be reached, and the other answers' {
        Invoke-Fault $nodes[1].Name stop sshd
        try {
            $routes = $nodes | Get-NodeRoute -ErrorVariable problem -ErrorAction SilentlyContinue
        }
        finally {
            Invoke-Fault $nodes[1].Name start sshd
        }

        $routes.Node.Name | Select-Object -Unique | Should -Be $nodes[0].Name
        $problem.FullyQualifiedErrorId | Should -BeLike 'HCP201,*'
    }
}
