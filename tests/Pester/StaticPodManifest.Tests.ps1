BeforeAll {
    . $PSScriptRoot/Module.ps1
    $pod = "kind: Pod`nmetadata: {name: a}`nspec:`n  containers: [{name: a, image: 'r/a:1'}]`n"
    $null = New-Item "$TestDrive/good", "$TestDrive/bad[1]" -ItemType Directory
    Set-Content "$TestDrive/good/a.yaml" $pod
    Set-Content -LiteralPath "$TestDrive/bad[1]/a.yaml", "$TestDrive/bad[1]/a.yaml.bak" $pod
}

Describe 'Test-StaticPodManifest' {
    It 'has nothing to say about a good directory' {
        Test-StaticPodManifest "$TestDrive/good" | Should -BeNullOrEmpty
        Test-StaticPodManifest "$TestDrive/good" -Quiet | Should -BeTrue
    }

    It 'finds a backup and the pod it doubles' {
        (Test-StaticPodManifest -LiteralPath "$TestDrive/bad[1]").Id | Should -Be 'HCP304', 'HCP303'
        Test-StaticPodManifest -LiteralPath "$TestDrive/bad[1]" -Quiet | Should -BeFalse
    }

    It 'says that a directory is missing' {
        $null = Test-StaticPodManifest -LiteralPath "$TestDrive/nowhere" -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'NoDirectory,*'
    }
}
