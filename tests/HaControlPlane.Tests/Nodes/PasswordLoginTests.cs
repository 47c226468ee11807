using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Nodes;

/// <summary>When which node is told a password.</summary>
public sealed class PasswordLoginTests : IDisposable
{
    private readonly PasswordLogin login = new(new Secret("x"), new DirectoryInfo(Path.GetTempPath()));

    public void Dispose() => login.Dispose();

    [Fact]
    public async Task Until_one_accepts_the_others_wait()
    {
        Assert.Equal(PasswordTurn.Alone, await Take());
        var second = Take();
        Assert.False(second.IsCompleted);
        login.EndTurn(true);
        Assert.Equal(PasswordTurn.AlongWithOthers, await second);
        Assert.Equal(PasswordTurn.AlongWithOthers, await Take());
    }

    [Fact]
    public async Task After_two_refusals_nobody_is_told_it()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(PasswordTurn.Alone, await Take());
            login.EndTurn(false);
        }

        Assert.Equal(PasswordTurn.Never, await Take());
        Assert.Equal(PasswordTurn.Never, await Take());
    }

    [Fact]
    public async Task What_is_not_to_be_learnt_counts_as_nothing()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal(PasswordTurn.Alone, await Take());
            login.EndTurn(null);
        }
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void A_password_of_several_lines_is_known_for_one(string password)
    {
        using var other = new PasswordLogin(new Secret(password), new DirectoryInfo(Path.GetTempPath()));
        Assert.False(other.IsOneLine);
        Assert.True(login.IsOneLine);
    }

    private Task<PasswordTurn> Take() => login.TakeTurnAsync(CancellationToken.None);
}
