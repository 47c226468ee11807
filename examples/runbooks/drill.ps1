#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    The monthly failover drill: one fault after the other on the node that holds the virtual IP, and a report of each.
.DESCRIPTION
    Each fault is asked for before it is made, and is taken back by the node itself. It ends at the first that lost clients for
    longer than the failover model allows, or that left a node other than it was. Nothing is begun unless the endpoint is
    healthy.
.EXAMPLE
    ./drill.ps1 ./cluster.yaml -Folder ./drills
.EXAMPLE
    ./drill.ps1 ./cluster.yaml -Fault Drain, HaproxyKill -Confirm:$false
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # The topology file.
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    # What to break, in this order.
    [string[]] $Fault = @('Drain', 'KeepalivedStop', 'KeepalivedKill', 'HaproxyKill', 'ApiserverHang', 'LinkDown'),

    # How long each fault stands, in seconds.
    [int] $Seconds = 10,

    # Where the reports go, one HTML file a fault; none when left out.
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path

foreach ($one in $Fault) {
    $drill = @{ Fault = $one; Topology = $topology; Seconds = $Seconds; WhatIf = $WhatIfPreference }
    if ($PSBoundParameters.ContainsKey('Confirm')) { $drill.Confirm = $PSBoundParameters.Confirm }
    if ($Folder) {
        $null = New-Item -ItemType Directory -Force $Folder -WhatIf:$false -Confirm:$false
        $drill.ReportPath = Join-Path $Folder "$(Get-Date -Format yyyy-MM-dd)-$one.html"
    }

    $report = Measure-ApiserverFailover @drill
    if (-not $report) { continue }
    $report
    if (-not $report.WithinModel) {
        throw "$($report.Sentence) The model allows $($report.WorstCase.TotalMilliseconds) ms. Find out why before the next drill."
    }
}
