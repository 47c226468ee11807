using HaControlPlane.Scripts;

namespace HaControlPlane.Tests.Scripts;

public sealed class FileShapeTests
{
    [Theory]
    [InlineData("0644", "-rw-r--r-- 0 0")]
    [InlineData("600", "-rw------- 0 0")]
    [InlineData("0755", "-rwxr-xr-x 0 0")]
    [InlineData("0000", "---------- 0 0")]
    public void A_mode_becomes_what_ls_prints(string mode, string shape) => Assert.Equal(shape, FileShape.Of(mode));

    [Theory]
    [InlineData("0888")]
    [InlineData("4755")]
    [InlineData("rw-r--r--")]
    public void Anything_else_is_refused(string mode) => Assert.Throws<FormatException>(() => FileShape.Of(mode));
}
