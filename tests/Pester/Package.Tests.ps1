BeforeDiscovery {
    $canPack = [bool](Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet | Where-Object Version -GE 1.1)
    if (-not $canPack) { Write-Warning 'PSResourceGet 1.1 is missing: nothing is packed, and those tests are skipped.' }
}

BeforeAll {
    . $PSScriptRoot/Module.ps1
    $staged = Split-Path $StagedModule
    $build = "$RepositoryRoot/build.ps1"

    # build.ps1 in a PowerShell of its own; everything it says, and how it ended.
    function Invoke-Build([hashtable] $Environment = @{}, [string[]] $Arguments) {
        $key = $env:PSGALLERY_API_KEY
        try {
            $env:PSGALLERY_API_KEY = $Environment.Key
            $said = & "$PSHOME/pwsh" -NoProfile -NonInteractive -File $build @Arguments -OutputPath "$TestDrive/out" *>&1 | Out-String
            [pscustomobject]@{ Code = $LASTEXITCODE; Said = $said }
        }
        finally {
            $env:PSGALLERY_API_KEY = $key
        }
    }
}

Describe 'The manifest' {
    BeforeAll { $manifest = Import-PowerShellDataFile $StagedModule }

    It 'says what a gallery shows' {
        $data = $manifest.PrivateData.PSData
        $data.Tags.Count | Should -BeGreaterThan 5
        $data.Tags | Where-Object { $_ -match '\s' } | Should -BeNullOrEmpty
        $data.Tags | Should -Contain 'PSEdition_Core'
        foreach ($address in $data.LicenseUri, $data.ProjectUri, $data.ReleaseNotes) { $address | Should -Match '^https://' }
        $manifest.Author, $manifest.Description, $manifest.Copyright | Should -Not -BeNullOrEmpty
        $manifest.Keys | Should -Not -Contain 'HelpInfoUri'
    }

    It 'is for PowerShell 7.4 and newer, and exports by name alone' {
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
        $manifest.CmdletsToExport | Where-Object { $_ -match '\*' } | Should -BeNullOrEmpty
        foreach ($kind in 'Functions', 'Aliases', 'Variables') { $manifest["${kind}ToExport"] | Should -BeNullOrEmpty }
    }
}

Describe 'The staged module' {
    It 'holds neither PowerShell''s stub nor debug files nor documentation of the compiler' {
        Get-ChildItem $staged -Recurse -File | Where-Object Name -Match '^System\.Management\.Automation|\.pdb$|\.deps\.json$|^HaControlPlane(\.Core)?\.xml$' | Should -BeNullOrEmpty
    }

    It 'names the licence of everything in it that is another''s' {
        $notices = Get-Content "$staged/THIRD-PARTY-NOTICES.txt" -Raw
        Get-ChildItem "$staged/Dependencies" -Filter *.dll | Where-Object Name -NotLike 'HaControlPlane.*' | ForEach-Object {
            # SSH.NET's assembly has its authors' name.
            $package = $_.BaseName -replace '^Renci\.SshNet$', 'SSH.NET'
            $notices | Should -Match "(?m)^$([regex]::Escape($package)) \d"
        }
        "$staged/LICENSE" | Should -Exist
    }
}

Describe 'The package' -Tag Long -Skip:(-not $canPack) {
    BeforeAll {
        $packed = Invoke-Build @{} '-Task', 'Package', '-NoBuild'
        $package = Get-Item "$TestDrive/out/*.nupkg" -ErrorAction Ignore
        $tested = "$TestDrive/out/HaControlPlane.$Version.tested"
        $gallery = "hacp-$PID"
        $key = "secret-key-$(Get-Random)"
        $null = New-Item "$TestDrive/gallery" -ItemType Directory
        Register-PSResourceRepository $gallery -Uri "$TestDrive/gallery" -Trusted
    }

    AfterAll { Unregister-PSResourceRepository $gallery -ErrorAction Ignore }

    It 'is made of what is staged' {
        $packed.Code | Should -Be 0 -Because $packed.Said
        [IO.Compression.ZipFile]::ExtractToDirectory($package, "$TestDrive/open")
        foreach ($file in Get-ChildItem $staged -Recurse -File) {
            $inside = "$TestDrive/open/$([IO.Path]::GetRelativePath($staged, $file.FullName))"
            (Get-FileHash $inside).Hash | Should -Be (Get-FileHash $file).Hash
        }
    }

    It 'is not published without a key' {
        $run = Invoke-Build @{} '-Task', 'Publish', '-Repository', $gallery
        $run.Code | Should -Not -Be 0
        $run.Said | Should -Match 'PSGALLERY_API_KEY'
        Get-ChildItem "$TestDrive/gallery" | Should -BeNullOrEmpty
    }

    It 'is not published when nothing, or something else, was tested' {
        $run = Invoke-Build @{ Key = $key } '-Task', 'Publish', '-Repository', $gallery
        $run.Code | Should -Not -Be 0
        $run.Said | Should -Match 'Nothing says'
        Set-Content $tested "$('0' * 64)  HaControlPlane.dll"
        $run = Invoke-Build @{ Key = $key } '-Task', 'Publish', '-Repository', $gallery
        $run.Code | Should -Not -Be 0
        $run.Said | Should -Match 'not what was tested'
        $run.Said | Should -Not -Match $key
        Get-ChildItem "$TestDrive/gallery" | Should -BeNullOrEmpty
    }

    It 'is published as it was tested, says nothing of the key, and what comes from the gallery works' {
        # As sha256sum writes it, sorted by the files' names.
        $lines = Get-ChildItem $staged -Recurse -File | ForEach-Object {
            [pscustomobject]@{ Path = [IO.Path]::GetRelativePath($staged, $_.FullName); Hash = (Get-FileHash $_).Hash.ToLowerInvariant() }
        } | Sort-Object Path -Culture '' | ForEach-Object { "$($_.Hash)  $($_.Path)" }
        Set-Content $tested $lines
        $run = Invoke-Build @{ Key = $key } '-Task', 'Publish', '-Repository', $gallery, '-Verbose'
        $run.Code | Should -Be 0 -Because $run.Said
        $run.Said | Should -Not -Match $key
        $null = New-Item "$TestDrive/saved" -ItemType Directory
        Save-PSResource HaControlPlane -Repository $gallery -Path "$TestDrive/saved" -TrustRepository
        $name = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            Import-Module $args[0]
            (Import-ControlPlaneTopology $args[1]).Name
        } -args "$TestDrive/saved/HaControlPlane", "$PSScriptRoot/data/good.yaml"
        $name | Should -Be 'good'
    }
}

Describe 'Beside an older YamlDotNet' -Tag Long {
    It 'of a real package, loaded before, both work' {
        $project = New-Item "$TestDrive/old" -ItemType Directory
        Set-Content "$project/old.csproj" '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup><PackageReference Include="YamlDotNet" Version="11.2.1" /></ItemGroup></Project>'
        $said = if (Get-Command dotnet -ErrorAction Ignore) { dotnet restore $project --packages "$project/packages" -nodeReuse:false 2>&1 | Out-String } else { 'There is no dotnet here.' }
        $old = Get-Item "$project/packages/yamldotnet/11.2.1/lib/netstandard2.1/YamlDotNet.dll" -ErrorAction Ignore
        if (-not $old) {
            Write-Warning "YamlDotNet 11.2.1 cannot be restored here, so nothing proves that the module works beside it: $said"
            Set-ItResult -Skipped -Because 'YamlDotNet 11.2.1 cannot be restored here'
            return
        }

        $answer = & "$PSHOME/pwsh" -NoProfile -NonInteractive -Command {
            Add-Type -Path $args[2]
            $before = [YamlDotNet.Serialization.DeserializerBuilder]::new().Build().Deserialize[object]('a: 1')
            Import-Module $args[0]
            (Import-ControlPlaneTopology $args[1]).Name
            $before['a']
            [AppDomain]::CurrentDomain.GetAssemblies().GetName() | Where-Object Name -EQ YamlDotNet | ForEach-Object { $_.Version.Major } | Sort-Object
        } -args $StagedModule, "$PSScriptRoot/data/good.yaml", $old.FullName
        $ours = Get-ChildItem (Split-Path $StagedModule) -Recurse -Filter YamlDotNet.dll
        $answer | Should -Be 'good', '1', 11, ([Reflection.AssemblyName]::GetAssemblyName($ours.FullName).Version.Major)
    }
}
