#Requires -Version 7.4
#Requires -Modules HaControlPlane
<#
.SYNOPSIS
    Gives the VRRP routers of a topology another password.
.DESCRIPTION
    For the profiles kubeadm and classic; fast speaks VRRP 3, which has none. Without -AuthPass a new one is made up. All nodes
    change at the same moment, since routers with different passwords do not hear each other; the virtual IP may be away for
    the few seconds that an election takes. The password is shown nowhere. It stays on the nodes, in keepalived.conf.
.EXAMPLE
    ./rotate-password.ps1 ./cluster.yaml
.EXAMPLE
    ./rotate-password.ps1 ./cluster.yaml -AuthPass (Read-Host -AsSecureString)
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The topology file. One that names a password itself must be edited instead.
    [Parameter(Mandatory)]
    [string] $Path,

    # The new password, at most 8 characters.
    [securestring] $AuthPass
)

$ErrorActionPreference = 'Stop'
$topology = Import-ControlPlaneTopology $Path
$balancer = $topology.LoadBalancer
if ($balancer.Profile -eq 'Fast') { throw "The profile fast has no password; there is nothing to rotate in $Path." }
if ($balancer.AuthPass) { throw "$Path names a password itself. Change it there and install: two truths would undo each other." }

if (-not ($topology | Compare-ControlPlaneLoadBalancer -Quiet -WarningAction Ignore)) { throw "$($topology.Name) is not as declared. Install it first: one change at a time." }

if (-not $AuthPass) {
    $letters = 'abcdefghijkmnpqrstuvwxyz23456789'
    $AuthPass = [securestring]::new()
    1..8 | ForEach-Object { $AuthPass.AppendChar($letters[[Security.Cryptography.RandomNumberGenerator]::GetInt32($letters.Length)]) }
}

# A copy with the new password, for its owner's eyes only and gone at the end. The nodes keep what is in force from then on.
$copy = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).yaml"
try {
    $text = Get-Content $Path -Raw
    $plain = [Net.NetworkCredential]::new('', $AuthPass).Password
    $stream = [IO.FileStream]::new($copy, [IO.FileStreamOptions]@{ Mode = 'CreateNew'; Access = 'Write'; UnixCreateMode = 'UserRead, UserWrite' })
    $writer = [IO.StreamWriter]::new($stream)
    $writer.Write(($text -replace '(?m)^loadBalancer:[ \t]*\r?$', "loadBalancer:`n  authPass: `"$plain`""))
    $writer.Dispose()

    $changed = Import-ControlPlaneTopology $copy
    if (-not $changed.LoadBalancer.AuthPass) { throw "loadBalancer in $Path must be a block of lines for this runbook." }
    $changed | Install-ControlPlaneLoadBalancer
}
finally {
    Remove-Item $copy -ErrorAction Ignore -WhatIf:$false
}

if ($WhatIfPreference) { return }

if (-not ($topology | Test-ApiserverVip -Wait -Count 60 -Quiet)) { throw 'The endpoint does not answer.' }
# The file names no password, so it is as declared: every node has the same.
if (-not ($topology | Compare-ControlPlaneLoadBalancer -Quiet)) { throw 'The nodes differ from what is declared; Compare-ControlPlaneLoadBalancer tells how.' }
