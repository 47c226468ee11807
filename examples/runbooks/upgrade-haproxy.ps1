#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Brings another image of haproxy to the static pods, and tells what clients felt.
.DESCRIPTION
    Write the image into the topology file first (loadBalancer.images.haproxy), and pull it on the nodes, or their pods start
    late. Nodes change one after the other, the holder of the virtual IP last. Meanwhile the endpoint is asked ten times a
    second; more failures than -MostFailures are an error.
.EXAMPLE
    ./upgrade-haproxy.ps1 ./cluster.yaml
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The topology file, with the new image in it.
    [Parameter(Mandatory)]
    [string] $Path,

    # How many of the requests may fail.
    [int] $MostFailures = 50
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path
if ($topology.LoadBalancer.RunAs -ne 'StaticPod') { throw "haproxy is a service there; the package manager of the nodes upgrades it." }
if (-not ($topology | Test-ApiserverVip -Quiet)) { throw "The endpoint of $($topology.Name) does not answer. Mend that first." }

$job = $null
if (-not $WhatIfPreference) {
    $module = (Get-Module HaControlPlane).Path
    $job = Start-ThreadJob {
        Import-Module $using:module
        Import-ControlPlaneTopology $using:Path | Test-ApiserverVip -Count 1000000 -IntervalSeconds 0.1 -TimeoutSeconds 2
    }
}

try {
    $topology | Install-ControlPlaneLoadBalancer
}
finally {
    if ($job) {
        $asked = @(Receive-Job $job)
        Stop-Job $job
        Remove-Job $job -Force
    }
}

if ($WhatIfPreference) { return }

$failed = $asked.Where({ -not $_.Ok })
[pscustomobject]@{ Asked = $asked.Count; Failed = $failed.Count; FirstProblem = $failed.Problem | Select-Object -First 1 }
if ($failed.Count -gt $MostFailures) { throw "$($failed.Count) of $($asked.Count) requests failed meanwhile." }
if (-not ($topology | Compare-ControlPlaneLoadBalancer -Quiet)) { throw 'The nodes differ from what is declared; Compare-ControlPlaneLoadBalancer tells how.' }
