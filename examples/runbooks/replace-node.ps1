#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Takes a dead control plane node out of an endpoint, and its successor in.
.DESCRIPTION
    Write the successor into the topology file in the dead node's place first, under the same name or another. The dead node
    is not asked anything: it will never be reached again. Should it ever start again with its old disk, its virtual IP is
    yours to mind.
.EXAMPLE
    ./replace-node.ps1 ./cluster.yaml -Dead master-3 -Successor master-4
.EXAMPLE
    ./replace-node.ps1 ./cluster.yaml -Dead master-3 -Successor master-3
    The machine was installed anew and kept its name. Accept its new host key first.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The topology file, with the successor in it and without the dead node.
    [Parameter(Mandatory)]
    [string] $Path,

    # The name the dead node had.
    [Parameter(Mandatory)]
    [string] $Dead,

    # The successor's name in the file.
    [Parameter(Mandatory)]
    [string] $Successor
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path
$node = $topology.Nodes | Where-Object Name -EQ $Successor
if (-not $node) { throw "There is no node '$Successor' in $Path; write it down there first." }
if ($Dead -ne $Successor -and $topology.Nodes.Name -contains $Dead) { throw "'$Dead' is still in $Path; take it out first." }

$forget = @{}
if ($Dead -ne $Successor) { $forget.Forget = $Dead }
$topology | Install-ControlPlaneLoadBalancer @forget

if ($WhatIfPreference) { return }

if (-not (Test-ApiserverVip $node.Address -Port $topology.Endpoint.Port -Wait -Count 30 -Quiet)) {
    throw "The balancer of $Successor does not answer, so it could not take over."
}

if (-not ($topology | Test-ApiserverVip -Quiet)) { throw "The endpoint of $($topology.Name) does not answer." }
