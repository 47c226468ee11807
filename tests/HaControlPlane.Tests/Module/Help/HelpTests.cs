using System.Xml.Linq;

namespace HaControlPlane.Tests.Module.Help;

/// <summary>Get-Help tells what the pages, the attributes and the documentation comments say.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Names => [.. ModuleMetadata.Commands.Select(ModuleMetadata.NameOf)];

    public static TheoryData<string> Topics => [.. AboutTopic.Pages.Keys];

    [Fact]
    public void The_help_file_is_what_the_pages_and_the_cmdlets_say()
    {
        var help = HelpXml.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(HelpXml.File, help);
        }

        Assert.Equal(help, File.ReadAllText(HelpXml.File));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_a_synopsis_examples_an_output_and_words_for_each_parameter(string name)
    {
        var page = CmdletPage.Read(name);
        Assert.EndsWith(".", page.Synopsis, StringComparison.Ordinal);
        Assert.True(page.Examples.Count >= 3, $"{page.Examples.Count} examples; three make a pattern.");
        Assert.All(page.Examples, e => Assert.Contains(name, e.Code, StringComparison.Ordinal));
        Assert.NotEmpty(page.Output);
        Assert.All(Parameters(name), p => Assert.NotEmpty(XmlSummaries.Of(p.Property)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_names_every_parameter(string name)
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "cmdlets", name + ".md"));
        Assert.All(Parameters(name), p => Assert.Contains($"-{p.Name}", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_is_what_its_page_says(string topic)
    {
        var text = AboutTopic.Write(topic);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(AboutTopic.FileOf(topic), text);
        }

        Assert.Equal(text, File.ReadAllText(AboutTopic.FileOf(topic)));
    }

    [Fact]
    public void Topics_are_for_a_terminal_of_80_columns_and_say_what_they_are()
    {
        var topics = Directory.GetFiles(RepositoryRoot.Combine("en-US"), "about_*.help.txt");
        Assert.All(topics, topic =>
        {
            var lines = File.ReadAllLines(topic);
            Assert.Equal("TOPIC", lines[0]);
            Assert.Equal("    " + Path.GetFileName(topic)[..^".help.txt".Length], lines[1]);
            Assert.Contains("SHORT DESCRIPTION", lines);
            // An address of the web is not broken.
            Assert.All(lines, l => Assert.True(l.Length <= 80 || !l.Trim().Contains(' ', StringComparison.Ordinal), $"{Path.GetFileName(topic)}: {l}"));
        });
    }

    private static IEnumerable<CmdletParameter> Parameters(string name) =>
        CmdletParameter.Of(ModuleMetadata.Commands.Single(c => ModuleMetadata.NameOf(c) == name));
}
