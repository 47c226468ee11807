#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Moves an endpoint to another virtual IP.
.DESCRIPTION
    Write the new address into the topology file first. Clients that know the old one lose the API when this is done, so the
    certificates must hold the new one before, and kubeconfigs must name it after. Where clients use a name (endpoint.host),
    only DNS has to follow.
.EXAMPLE
    ./change-vip.ps1 ./cluster.yaml -OldVirtualIP 192.168.20.150 -WhatIf
.EXAMPLE
    ./change-vip.ps1 ./cluster.yaml -OldVirtualIP 192.168.20.150
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The topology file, with the new address in it.
    [Parameter(Mandatory)]
    [string] $Path,

    # The address that is given up.
    [Parameter(Mandatory)]
    [ipaddress] $OldVirtualIP,

    # Goes on though the API servers' certificates do not hold the new address yet.
    [switch] $Force
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path
$endpoint = $topology.Endpoint
if ($endpoint.VirtualIPs -contains $OldVirtualIP) { throw "$OldVirtualIP is still the address in $Path; write the new one there first." }

foreach ($vip in $endpoint.VirtualIPs) {
    if (Test-Connection $vip.ToString() -Count 1 -TimeoutSeconds 1 -Quiet) { throw "Somebody answers at $vip already." }
}

# What the API servers say under the old address they will say under the new one.
$served = Test-ApiserverVip $OldVirtualIP -Port $endpoint.Port
$missing = $endpoint.VirtualIPs.Where({ $served.Certificate.Names -notcontains $_.ToString() })
if ($missing -and -not $Force) {
    throw "The API servers' certificate does not hold $($missing -join ', '). Add it to certSANs in kubeadm's ClusterConfiguration and run " +
        '"kubeadm init phase certs apiserver" on each node, or go on with -Force.'
}

$topology | Install-ControlPlaneLoadBalancer

if ($WhatIfPreference) { return }

if (-not ($topology | Test-ApiserverVip -Wait -Count 30 -Quiet)) { throw 'The endpoint does not answer under its new address.' }
if (Test-ApiserverVip $OldVirtualIP -Port $endpoint.Port -TimeoutSeconds 1 -Quiet) { throw "$OldVirtualIP still answers." }
Write-Warning "Let kubeconfigs and kubeadm's controlPlaneEndpoint follow to $($endpoint.Host ?? ($endpoint.VirtualIPs -join ', ')):$($endpoint.Port)."
