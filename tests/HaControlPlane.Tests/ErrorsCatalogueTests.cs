using System.Reflection;
using System.Text.RegularExpressions;
using HaControlPlane.Errors;
using HaControlPlane.Nodes;
using HaControlPlane.Rollout.Preflight;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests;

/// <summary>Every id that anything can raise is in the one catalogue, once, and on its page.</summary>
public sealed partial class ErrorsCatalogueTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Engine = typeof(ErrorsCatalogue).Assembly.GetTypes();

    [Fact]
    public void The_page_is_what_the_catalogue_says()
    {
        var file = RepositoryRoot.Combine("docs", "errors.md");
        var page = ErrorsCatalogue.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.Equal(page, File.ReadAllText(file));
    }

    [Fact]
    public void The_page_has_every_id_once()
    {
        var rows = Row().Matches(ErrorsCatalogue.Write()).Select(m => m.Groups[1].Value).Where(id => id != "Id");
        Assert.Equal(ErrorsCatalogue.All.Select(e => e.Id).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_node_error_has_one_line()
    {
        var without = Enum.GetValues<NodeErrorKind>()
            .Where(k => k is not (NodeErrorKind.PreflightRefused or NodeErrorKind.EditRefused) && NodeErrors.All.Count(c => c.Kind == k) != 1)
            .Select(k => $"NodeErrors.All needs one line for NodeErrorKind.{k}.");
        Assert.Equal([], without);
    }

    [Fact]
    public void Every_rule_and_every_card_of_the_engine_is_in_it()
    {
        var cards = Engine.SelectMany(t => t.GetFields(Static)).Where(f => f.FieldType == typeof(RuleInfo)).Select(f => (RuleInfo)f.GetValue(null)!)
            .Concat(Engine.SelectMany(t => t.GetProperties(Static)).Where(p => p.PropertyType == typeof(RuleInfo)).Select(p => (RuleInfo)p.GetValue(null)!))
            .Concat(Made<ITopologyRule>().Select(r => r.Info))
            .Concat(Made<INodeRule>().Select(r => r.Info));
        var input = typeof(InputErrors).GetProperties(Static).Where(p => p.PropertyType == typeof(ErrorInfo)).Select(p => ((ErrorInfo)p.GetValue(null)!).Id);
        var known = ErrorsCatalogue.All.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], cards.Select(c => c.Id).Concat(input).Where(id => !known.Contains(id)).Select(id => $"{id} is in no list of the catalogue."));
    }

    [Fact]
    public void Every_id_in_the_source_is_in_it_and_stands_in_one_place()
    {
        var known = ErrorsCatalogue.All.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var uses = Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Literal().Matches(File.ReadAllText(f)).Select(m => (Id: m.Groups[1].Value, File: Path.GetFileName(f))))
            .ToLookup(u => u.Id, u => u.File);

        Assert.Equal([], uses.Where(u => !known.Contains(u.Key)).Select(u => $"{u.Key}, in {u.First()}, is not in the catalogue."));
        Assert.Equal([], uses.Where(u => u.Count() > 1).Select(u => $"{u.Key} is given twice: {string.Join(", ", u)}."));
    }

    [Fact]
    public void An_error_is_whole_sentences_and_says_what_to_do()
    {
        Assert.All(ErrorsCatalogue.All, e => Assert.False(string.IsNullOrWhiteSpace(e.Fix) || string.IsNullOrWhiteSpace(e.Target), e.Id));
        Assert.All(ErrorsCatalogue.All, e => Assert.Matches("[.…]$", e.What));
        Assert.All(ErrorsCatalogue.OfNodes, e => Assert.DoesNotMatch("[{}]", e.What + e.Fix));
    }

    [Fact]
    public void Its_classes_are_categories_of_PowerShell() =>
        Assert.Empty(Enum.GetNames<ErrorClass>().Except(Enum.GetNames<System.Management.Automation.ErrorCategory>()));

    [Fact]
    public void The_detail_of_a_node_error_is_taken_as_it_is()
    {
        var node = new ControlPlaneNode { Name = "a", Address = System.Net.IPAddress.Loopback, Ssh = new SshOptions { User = "ops", KeyFile = "{detail}" } };
        var error = NodeErrors.Create(node, NodeErrorKind.AuthenticationRefused, "{user} {scan}").Error;
        Assert.Equal("The SSH server refuses the login: {user} {scan}.", error.What);
    }

    [Fact]
    public void Cmdlets_make_no_errors_of_their_own()
    {
        var made = Directory.EnumerateFiles(RepositoryRoot.Combine("src", "HaControlPlane"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith("ErrorRecords.cs", StringComparison.Ordinal) && File.ReadAllText(f).Contains("new ErrorRecord", StringComparison.Ordinal));
        Assert.Empty(made);
    }

    private static IEnumerable<T> Made<T>() =>
        Engine.Where(t => typeof(T).IsAssignableFrom(t) && t is { IsAbstract: false, IsClass: true } && t.GetConstructor(Type.EmptyTypes) is not null)
            .Select(t => (T)Activator.CreateInstance(t)!);

    [GeneratedRegex(@"^\| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"(HCP[0-9]{3})\"")]
    private static partial Regex Literal();
}
