using System.Text.RegularExpressions;
using System.Xml.Linq;
using static HaControlPlane.Tests.Module.ModuleMetadata;

namespace HaControlPlane.Tests.Module;

/// <summary>The manifest, the staged folder, the formats and the pages agree with the assembly.</summary>
public sealed class ModuleContractTests
{
    public static TheoryData<string> Names => [.. ModuleMetadata.Commands.Select(NameOf)];

    [Fact]
    public void The_manifest_exports_the_cmdlets_and_nothing_else()
    {
        Assert.Equal(ModuleMetadata.Commands.Select(NameOf), ExportedCmdlets.Order(StringComparer.Ordinal));
        Assert.All(["FunctionsToExport", "VariablesToExport", "AliasesToExport"], k => Assert.Equal("", ManifestBlock(k).Trim()));
    }

    [Fact]
    public void The_manifests_version_is_the_builds() =>
        Assert.Equal(Assembly.GetName().Version!.ToString(3), Regex.Match(Manifest, @"ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value);

    [Fact]
    public void The_staged_module_is_whole_and_brings_no_PowerShell_of_its_own()
    {
        var staged = Directory.GetFiles(StagedFolder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(StagedFolder, f).Replace('\\', '/'));
        string[] expected =
        [
            "Dependencies/BouncyCastle.Cryptography.dll", "Dependencies/HaControlPlane.Core.dll", "Dependencies/HaControlPlane.SshNet.dll",
            "Dependencies/Microsoft.Extensions.DependencyInjection.Abstractions.dll", "Dependencies/Microsoft.Extensions.Logging.Abstractions.dll",
            "Dependencies/Renci.SshNet.dll", "Dependencies/YamlDotNet.dll", "HaControlPlane.Format.ps1xml", "HaControlPlane.dll", "HaControlPlane.psd1", "LICENSE", "THIRD-PARTY-NOTICES.txt",
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            staged.Where(f => !f.StartsWith("en-US/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_shipped_of_others_is_noticed_with_its_version()
    {
        var notices = File.ReadAllText(RepositoryRoot.Combine("THIRD-PARTY-NOTICES.txt"));
        var versions = XDocument.Load(RepositoryRoot.Combine("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value);
        var shipped = Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(f => XDocument.Load(f).Descendants("PackageReference"))
            .Where(p => p.Attribute("ExcludeAssets")?.Value != "runtime")
            .Select(p => p.Attribute("Include")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(
            shipped.Select(p => $"{p} {versions[p]}").Order(StringComparer.Ordinal),
            Regex.Matches(notices, @"^(\S+ \d\S*): in ", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_engine_knows_no_PowerShell() =>
        Assert.DoesNotContain(
            typeof(HaControlPlane.Topology.ControlPlaneTopology).Assembly.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("System.Management.Automation", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_a_page_of_its_name(string name) =>
        Assert.StartsWith($"# {name}\n", File.ReadAllText(RepositoryRoot.Combine("docs", "cmdlets", name + ".md")), StringComparison.Ordinal);
}
