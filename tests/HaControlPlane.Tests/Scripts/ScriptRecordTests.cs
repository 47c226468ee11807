using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

public sealed class ScriptRecordTests
{
    [Fact]
    public void Records_are_a_kind_and_fields_with_text_decoded()
    {
        var records = ScriptRecord.ParseAll("@host x6e6f64652d31 systemd\n@end 0\n");

        Assert.Equal("host", records[0].Kind);
        Assert.Equal("node-1", records[0][0]);
        Assert.Equal("systemd", records[0][1]);
        Assert.Equal("", records[0][9]);
    }

    [Theory]
    [InlineData("Welcome to node-1!\n@end 0\n", "not ours")]
    [InlineData("@host x6e\n", "stopped before its end")]
    [InlineData("", "stopped before its end")]
    [InlineData("@cut 17\n", "stopped before its end")]
    [InlineData("@file xZZ\n@end 0\n", "not hexadecimal")]
    [InlineData("@\n@end 0\n", "not ours")]
    public void Anything_else_is_an_error_that_shows_what_came(string output, string complaint)
    {
        var error = Assert.Throws<ScriptProtocolException>(() => ScriptRecord.ParseAll(output));

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }
}
