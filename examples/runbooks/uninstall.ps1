#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Takes an endpoint away and proves that it is gone.
.DESCRIPTION
    Every node gets back what it had before us. Clients of the virtual IP lose the API: move them first, and say so with
    -ClientsMoved.
.EXAMPLE
    ./uninstall.ps1 ./cluster.yaml -ClientsMoved -WhatIf
    Shows what comes back on every node.
.EXAMPLE
    ./uninstall.ps1 ./cluster.yaml -ClientsMoved -Confirm:$false
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # The topology file.
    [Parameter(Mandatory)]
    [string] $Path,

    # No kubeconfig, kubelet or kubeadm configuration names this endpoint any more.
    [Parameter(Mandatory)]
    [switch] $ClientsMoved
)

$ErrorActionPreference = 'Stop'
if (-not $ClientsMoved) { throw 'Move the clients first; this takes the API away from whoever still uses the virtual IP.' }

$topology = Import-ControlPlaneTopology $Path
$topology | Uninstall-ControlPlaneLoadBalancer

if ($WhatIfPreference) { return }

foreach ($vip in $topology.Endpoint.VirtualIPs) {
    if (Test-ApiserverVip $vip -Port $topology.Endpoint.Port -TimeoutSeconds 1 -Quiet) { throw "$vip still answers." }
}
