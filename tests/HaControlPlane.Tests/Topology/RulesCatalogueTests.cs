using System.Text.RegularExpressions;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Topology;

public sealed class RulesCatalogueTests
{
    [Fact]
    public void The_page_is_what_the_rules_say()
    {
        var file = RepositoryRoot.Combine("docs", "rules.md");
        var page = RulesCatalogue.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.Equal(page, File.ReadAllText(file));
    }

    [Fact]
    public void Ids_are_unique_in_order_and_all_on_the_page()
    {
        var ids = RulesCatalogue.Rules.Select(r => r.Id).ToArray();

        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
        Assert.Equal(ids, Regex.Matches(RulesCatalogue.Write(), "^### (HCP\\d{3}): ", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Every_rule_has_an_example_in_these_tests()
    {
        var tested = RuleTests.Cases.Select(c => (string)c[0]).ToHashSet();

        Assert.Equal([], TopologyValidator.Rules.Select(r => r.Info.Id).Where(id => !tested.Contains(id)));
    }

    [Fact]
    public void A_reference_is_an_address_or_a_thread()
    {
        Assert.All(
            RulesCatalogue.Rules.Where(r => r.Reference is not null),
            r => Assert.Matches(@"^(https://\S+|[\w.-]+/[\w.-]+#\d+)$", r.Reference));
    }
}
