namespace HaControlPlane.Tests.Lab;

/// <summary>Three nodes on which nothing is installed yet, for all tests of a class.</summary>
public sealed class BareLab : IAsyncLifetime
{
    private LabCluster? lab;

    public LabCluster Lab => lab ?? throw new InvalidOperationException("There is no lab here.");

    public async Task InitializeAsync()
    {
        if (LabMachine.WhyNot() is null)
        {
            lab = await LabCluster.UpAsync("bare");
        }
    }

    public async Task DisposeAsync()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
    }
}
