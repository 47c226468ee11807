using HaControlPlane.Manifests;
using HaControlPlane.Nodes;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;

namespace HaControlPlane.Tests.Rollout;

public sealed class ArgumentStageTests : IAsyncDisposable
{
    private const string Text = "kind: Pod\nspec:\n  containers:\n  - name: c\n    command: [c, --a=1]\n";

    private readonly FakeNodes nodes = new();

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    [Fact]
    public void A_plan_edits_first_and_waits_then_and_has_no_steps_where_all_is_as_asked()
    {
        Assert.Equal(
        [
            new EditFile("/m/c.yaml", Text, Text.Replace("--a=1", "--a=2", StringComparison.Ordinal)),
            new EditFile("/m/d.yaml", Text, Text.Replace("--a=1", "--a=3", StringComparison.Ordinal)),
            new AwaitComponent("c", "c", "/m/c.yaml", null),
            new AwaitComponent("c", "c", "/m/d.yaml", null),
        ], Plan(Change("c", "2"), Change("d", "3")).Steps);
        Assert.Empty(Plan(Change("c", "1")).Steps);
    }

    [Theory]
    [InlineData(Text, true, "HCP396", "A topology made this manifest.")]
    [InlineData("a\uFFFD: b", false, "HCP390", "This is not text in UTF-8.")]
    [InlineData("kind: Pod", false, "HCP391", "There is no container 'c'.")]
    public void A_manifest_that_cannot_be_edited_is_an_error_of_its_node(string text, bool ours, string id, string says)
    {
        var refused = Assert.Throws<NodeException>(() => ArgumentStage.Plan(
            nodes.Nodes[0], new Dictionary<string, NodeManifest> { ["c"] = new("c", "/m/c.yaml", ours, text) }, [Change("c", "2")]));

        Assert.Equal((id, NodeErrorKind.EditRefused), (refused.Error.Id, refused.Error.Kind));
        Assert.Contains(says, refused.Error.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_of_another_folder_is_refused_before_a_node_is_asked()
    {
        var refused = await Assert.ThrowsAsync<RolloutException>(() =>
            new LoadBalancerRollout(nodes).StageArgumentsAsync(nodes.Nodes, [new ComponentChange("../../etc/passwd", "c", [])], default));

        Assert.Equal("HCP399", Assert.Single(refused.Errors).Id);
        Assert.Empty(nodes.Log);
    }

    private static ComponentChange Change(string component, string value) => new(component, "c", [new ArgumentChange("a", value)]);

    private NodePlan Plan(params ComponentChange[] changes) => ArgumentStage.Plan(
        nodes.Nodes[0], changes.ToDictionary(c => c.Component, c => new NodeManifest(c.Component, $"/m/{c.Component}.yaml", false, Text)), changes);
}
