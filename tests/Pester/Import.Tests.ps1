BeforeAll {
    . $PSScriptRoot/Module.ps1

    # Runs a script in a PowerShell of its own and returns what it wrote.
    function Invoke-Fresh([scriptblock] $Script, [object[]] $Arguments) {
        & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command $Script -args $Arguments
    }
}

Describe 'The staged module' {
    It 'has a manifest that PowerShell accepts' {
        $manifest = Test-ModuleManifest $StagedModule
        $manifest.Version | Should -Be $Version
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'exports the cmdlets of its manifest and nothing else' {
        $module = Get-Module HaControlPlane
        $module.ExportedCommands.Keys | Sort-Object | Should -Be ((Import-PowerShellDataFile $StagedModule).CmdletsToExport | Sort-Object)
        $module.ExportedCommands.Values.CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'uses approved verbs only' {
        Get-Command -Module HaControlPlane | Where-Object Verb -NotIn (Get-Verb).Verb | Should -BeNullOrEmpty
    }

    It 'imports without a word and can be removed and imported again' {
        $said = Invoke-Fresh {
            Import-Module $args[0]
            Remove-Module HaControlPlane
            Import-Module $args[0]
            (New-ControlPlaneNode a 10.0.0.1).Name
        } $StagedModule
        $said | Should -Be 'a'
    }

    It 'keeps its dependencies out of the load context that modules share' {
        $contexts = Invoke-Fresh {
            Import-Module $args[0]
            $null = Test-ControlPlaneTopology $args[1]
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'HaControlPlane.Core', 'YamlDotNet' } |
                ForEach-Object { [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
        } $StagedModule, "$PSScriptRoot/data/good.yaml"
        $contexts | Should -Be 'HaControlPlane', 'HaControlPlane'
    }

    It 'works beside another version of YamlDotNet, and leaves that one alone' {
        $source = 'using System.Reflection; [assembly: AssemblyVersion("1.2.3.4")] namespace YamlDotNet { public static class Fake { public static string Name => "other"; } }'
        $said = Invoke-Fresh {
            Add-Type -TypeDefinition $args[2] -OutputAssembly $args[3]
            Add-Type -Path $args[3]
            Import-Module $args[0]
            (Import-ControlPlaneTopology $args[1]).Name
            [YamlDotNet.Fake]::Name
        } $StagedModule, "$PSScriptRoot/data/good.yaml", $source, "$TestDrive/YamlDotNet.dll"
        $said | Should -Be 'good', 'other'
    }
}
