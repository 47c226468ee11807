@{
    RootModule           = 'HaControlPlane.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5f0b9c1e-6c0c-4b77-9f1c-2f6f5c6f3f6e'
    Author               = 'The HaControlPlane authors'
    CompanyName          = 'The HaControlPlane authors'
    Copyright            = 'Copyright (c) 2026 The HaControlPlane authors'
    Description          = 'A highly available Kubernetes API endpoint from a topology: keepalived and haproxy on the control plane nodes, over SSH alone, changed in one transaction, proven by probing, undone on failure.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('HaControlPlane.Format.ps1xml')
    CmdletsToExport      = @(
        'Compare-ControlPlaneLoadBalancer'
        'Export-ControlPlaneTopology'
        'Get-ApiserverVip'
        'Get-ControlPlaneCidr'
        'Get-ControlPlaneError'
        'Get-ControlPlaneNode'
        'Get-NodeRoute'
        'Get-NodeSysctl'
        'Import-ControlPlaneTopology'
        'Install-ControlPlaneLoadBalancer'
        'Install-NodeFile'
        'Install-StaticPod'
        'Measure-ApiserverFailover'
        'New-ApiserverCheck'
        'New-ControlPlaneNode'
        'New-ControlPlaneTopology'
        'New-HaproxyConfig'
        'New-KeepalivedConfig'
        'New-KubeadmConfig'
        'New-KubeVipConfig'
        'New-StaticPod'
        'Remove-NodeRoute'
        'Remove-NodeSysctl'
        'Repair-ControlPlaneLoadBalancer'
        'Set-ControlPlaneCidr'
        'Set-NodeRoute'
        'Set-NodeSysctl'
        'Set-StaticPodArgument'
        'Test-ApiserverVip'
        'Test-ControlPlaneEndpoint'
        'Test-ControlPlaneTopology'
        'Test-StaticPodManifest'
        'Uninstall-ControlPlaneLoadBalancer'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Kubernetes', 'HighAvailability', 'ControlPlane', 'kubeadm', 'keepalived', 'haproxy', 'VRRP', 'LoadBalancer', 'SSH', 'Linux', 'MacOS', 'Windows', 'PSEdition_Core')
            LicenseUri   = 'https://github.com/hacontrolplane/HaControlPlane/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/hacontrolplane/HaControlPlane'
            ReleaseNotes = 'https://github.com/hacontrolplane/HaControlPlane/blob/main/CHANGELOG.md'
        }
    }
}
