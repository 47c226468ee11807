#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Adds a control plane node to an endpoint that runs.
.DESCRIPTION
    Write the new node into the topology file first. Every node learns of the new one in one transaction: haproxy of its API
    server, keepalived of its peer. Then the new node's own balancer is asked, which proves that it could take over.
.EXAMPLE
    ./add-node.ps1 ./cluster.yaml -Name master-4 -WhatIf
.EXAMPLE
    ./add-node.ps1 ./cluster.yaml -Name master-4
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The topology file, with the new node in it.
    [Parameter(Mandatory)]
    [string] $Path,

    # The new node's name there.
    [Parameter(Mandatory)]
    [string] $Name
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path
$node = $topology.Nodes | Where-Object Name -EQ $Name
if (-not $node) { throw "There is no node '$Name' in $Path; write it down there first." }

# Nothing is changed while the endpoint is ill: there would be no telling what the change did.
if (-not ($topology | Test-ApiserverVip -Quiet)) { throw "The endpoint of $($topology.Name) does not answer. Mend that first." }
Get-ControlPlaneNode -Node $node | Out-Null

$topology | Install-ControlPlaneLoadBalancer

if ($WhatIfPreference) { return }

if (-not (Test-ApiserverVip $node.Address -Port $topology.Endpoint.Port -Wait -Count 30 -Quiet)) {
    throw "The balancer of $Name does not answer, so it could not take over."
}

if (-not ($topology | Test-ApiserverVip -Quiet)) { throw "The endpoint of $($topology.Name) does not answer any more." }
