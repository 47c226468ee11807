#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Asserts that the endpoint of a topology is as declared and can lose a node. Copy it into your own CI.
.EXAMPLE
    $container = New-PesterContainer -Path ./ControlPlane.Tests.ps1 -Data @{ Path = './cluster.yaml' }
    Invoke-Pester -Container $container
.EXAMPLE
    $container = New-PesterContainer -Path ./ControlPlane.Tests.ps1 -Data @{ Path = './cluster.yaml'; CaFilePath = './ca.crt' }
    Invoke-Pester -Container $container -CI
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of Pester below use them.')]
param(
    # The topology file.
    [Parameter(Mandatory)]
    [string] $Path,

    # The cluster's certificate authority, a copy of /etc/kubernetes/pki/ca.crt. Without it certificates are not verified.
    [string] $CaFilePath,

    # How long the served certificate must last, in days.
    [int] $CertificateDays = 14
)

BeforeDiscovery {
    $topology = Import-ControlPlaneTopology $Path
    # A balancer outside has a name alone.
    $addresses = @(($topology.Endpoint.VirtualIPs.Count ? $topology.Endpoint.VirtualIPs : $topology.Endpoint.Host) | ForEach-Object { @{ Address = "$_" } })
    $nodes = @($topology.Nodes | ForEach-Object { @{ Name = $_.Name; Address = "$($_.Address)" } })
    $balancers = @($nodes | Where-Object { $topology.LoadBalancer.Kind -eq 'KeepalivedHaproxy' })
}

BeforeAll {
    $topology = Import-ControlPlaneTopology $Path
    $endpoint = $topology.Endpoint
    $verify = @{}
    if ($CaFilePath) { $verify.CaFilePath = $CaFilePath }
}

Describe 'The topology' {
    It 'breaks no rule' {
        Test-ControlPlaneTopology $Path | Where-Object Severity -EQ 'Error' | Should -BeNullOrEmpty
    }

    It 'can lose a node: it has three or more' {
        $topology.Nodes.Count | Should -BeGreaterOrEqual 3
    }
}

Describe 'The endpoint at <Address>' -ForEach $addresses {
    It 'answers twenty times in a row' {
        $asked = Test-ApiserverVip $Address -Port $endpoint.Port -Count 20 -IntervalSeconds 0.1 @verify
        $asked | Where-Object { -not $_.Ok } | ForEach-Object Problem | Should -BeNullOrEmpty
    }

    It 'answers under a certificate that names it' {
        $names = (Test-ApiserverVip $Address -Port $endpoint.Port).Certificate.Names
        $names | Should -Contain ($endpoint.Host ?? $Address)
    }

    It 'answers under a certificate that lasts long enough' {
        (Test-ApiserverVip $Address -Port $endpoint.Port).Certificate.NotAfter | Should -BeGreaterThan ([datetime]::UtcNow.AddDays($CertificateDays))
    }
}

Describe 'The node <Name>' -ForEach $nodes {
    It 'can be logged in to' {
        $topology.Nodes | Where-Object Name -EQ $Name | Get-ControlPlaneNode -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }

    It 'has an API server that is ready' {
        Test-ApiserverVip $Address -Port $topology.ApiserverPort -Quiet | Should -BeTrue
    }
}

# kube-vip and balancers outside have none on the nodes, and Pester 6 refuses an empty list.
if ($balancers) {
    Describe 'The balancer of <Name>' -ForEach $balancers {
        It 'could take over: it answers under the node''s own address' {
            Test-ApiserverVip $Address -Port $endpoint.Port -Quiet | Should -BeTrue
        }
    }
}

Describe 'The nodes' {
    It 'are as declared: files, services and what the daemons really run on' {
        Compare-ControlPlaneLoadBalancer $topology | Where-Object MattersToMeaning | Format-List | Out-String | Should -BeNullOrEmpty
    }
}
