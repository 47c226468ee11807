#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    First installation of a highly available API endpoint.
.DESCRIPTION
    Judges the topology, makes sure that nobody uses its virtual IP yet, installs, and proves that the endpoint answers. Before
    kubeadm init no API server answers; -BeforeInit proves only that the balancer is there.
.EXAMPLE
    ./install.ps1 ./cluster.yaml -WhatIf
    Shows every line that would be written on every node.
.EXAMPLE
    ./install.ps1 ./cluster.yaml
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The topology file.
    [Parameter(Mandatory)]
    [string] $Path,

    # No API server runs yet.
    [switch] $BeforeInit,

    # How long the endpoint may take to answer, in seconds.
    [int] $WithinSeconds = 60
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path

# A stranger on the virtual IP would be cut off, or cut us off. When it is ours already, this run changes nothing.
$ours = Compare-ControlPlaneLoadBalancer $topology -Quiet -WarningAction Ignore
foreach ($vip in $topology.Endpoint.VirtualIPs) {
    if (-not $ours -and (Test-Connection $vip.ToString() -Count 1 -TimeoutSeconds 1 -Quiet)) {
        throw "Somebody answers at $vip already. Choose another address, or find out who it is: arping $vip."
    }
}

$topology | Install-ControlPlaneLoadBalancer

if ($WhatIfPreference) { return }

if ($BeforeInit) {
    # haproxy accepts connections though it has nowhere to send them.
    foreach ($vip in $topology.Endpoint.VirtualIPs) {
        if (-not (Test-Connection $vip.ToString() -TcpPort $topology.Endpoint.Port -TimeoutSeconds $WithinSeconds)) {
            throw "Nothing listens at ${vip}:$($topology.Endpoint.Port)."
        }
    }
}
elseif (-not ($topology | Test-ApiserverVip -Wait -Count $WithinSeconds -Quiet)) {
    throw "The endpoint of $($topology.Name) does not answer within $WithinSeconds s. hacp status $Path tells more."
}
