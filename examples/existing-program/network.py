"""The platform team's network: a VPC with a public subnet in each of two zones."""

import pulumi
import pulumi_aws as aws

ZONES = ("us-east-2a", "us-east-2b")


class Network(pulumi.ComponentResource):
    """A VPC whose subnets reach the internet."""

    subnet_ids: list[pulumi.Output[str]]
    """Of the subnets, each with its way out."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("platform:index:Network", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        vpc = aws.ec2.Vpc(name, cidr_block="10.64.0.0/16", enable_dns_hostnames=True, opts=child)
        gateway = aws.ec2.InternetGateway(name, vpc_id=vpc.id, opts=child)
        table = aws.ec2.RouteTable(
            name,
            vpc_id=vpc.id,
            routes=[{"cidr_block": "0.0.0.0/0", "gateway_id": gateway.id}],
            opts=child,
        )
        associations = [
            aws.ec2.RouteTableAssociation(
                f"{name}-{zone}",
                route_table_id=table.id,
                subnet_id=aws.ec2.Subnet(
                    f"{name}-{zone}",
                    vpc_id=vpc.id,
                    availability_zone=zone,
                    cidr_block=f"10.64.{number * 32}.0/19",
                    map_public_ip_on_launch=True,
                    opts=child,
                ).id,
                opts=child,
            )
            for number, zone in enumerate(ZONES)
        ]
        # Whoever starts a node in a subnet waits for its way out.
        self.subnet_ids = [it.subnet_id.apply(str) for it in associations]
        self.register_outputs({})
