"""Faults in a network, and in a cluster that a program makes."""

from __future__ import annotations

from . import examples as ex
from .planting import Fault

_TAG = {"tags": {"aws:x": "y"}}
_WAY = {"cidrBlock": "10.1.0.0/16", "gatewayId": "local"}

FAULTS = [
    Fault("vpc", {"cidrBlock": "10.9.0.1/16"}, "InvalidVpc.Range: '10.9.0.1/16' is no network"),
    Fault("vpc", {"cidrBlock": "10.0.0.0/8"}, "/8 is not between /16 and /28"),
    Fault("vpc", {"instanceTenancy": "shared"}, "'shared' is not one of default"),
    Fault("vpc", _TAG, "is reserved"),
    Fault("subnet", {"cidrBlock": "10.9.0.0/29"}, "/29 is not between"),
    Fault("subnet", {"availabilityZone": "eu-west-1a"}, "is no zone of us-east-2"),
    Fault("subnet", _TAG, "is reserved"),
    Fault("subnet", {"vpcId": "vpc-0"}, "there is no Vpc 'vpc-0'"),
    Fault("subnet", {"cidrBlock": "10.7.0.0/24"}, "10.7.0.0/24 is not within 10.9.0.0/16"),
    Fault("subnet", {"cidrBlock": "10.9.1.0/25"}, "overlaps 10.9.1.0/24 of subnet-"),
    Fault("gateway", {"vpcId": "vpc-0"}, "there is no Vpc"),
    Fault("gateway", {}, "igw-.* is already attached"),
    Fault("gateway", _TAG, "is reserved"),
    Fault("table", {"vpcId": "vpc-0"}, "there is no Vpc"),
    Fault("table", {"routes": [{"cidrBlock": "0.0.0.0/0"}]}, "has one destination and one target"),
    Fault("table", {"routes": [_WAY, _WAY]}, "the route to 10.1.0.0/16 already exists"),
    Fault(
        "table",
        {"routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-0"}]},
        "there is no InternetGateway 'igw-0'",
    ),
    Fault("table", _TAG, "is reserved"),
    Fault("association", {"subnetId": None}, "one of subnetId, gatewayId is required"),
    Fault("association", {"routeTableId": "rtb-0"}, "there is no RouteTable"),
    Fault("association", {"subnetId": "subnet-0"}, "there is no Subnet"),
    Fault("association", {"gatewayId": "igw-0"}, "conflicts with gatewayId"),
    Fault(
        "association",
        {"subnetId": None, "gatewayId": "igw-0"},
        "there is no InternetGateway 'igw-0'",
    ),
    Fault("cluster", {"name": "-x"}, "a letter or digit first"),
    Fault("cluster", {"version": "1.34.1"}, "6 characters; 4 to 4"),
    Fault("cluster", {"accessConfig.authenticationMode": "IAM"}, "'IAM' is not one of API"),
    Fault("cluster", {"enabledClusterLogTypes": ["all"]}, "'all' is not one of api"),
    Fault("cluster", {"vpcConfig.subnetIds": ["subnet-0"]}, "has 1 items; 2 to 16"),
    Fault("cluster", _TAG, "is reserved"),
    Fault("cluster", {"roleArn": f"arn:aws:iam::{ex.ACCOUNT}:role/nobody"}, "there is no Role"),
    Fault("cluster", {"vpcConfig.subnetIds": ["subnet-0", "subnet-1"]}, "there is no Subnet"),
    Fault(
        "cluster",
        {"roleArn": f"arn:aws:iam::{ex.ACCOUNT}:role/acme-nodes"},
        "role acme-nodes does not trust eks.amazonaws.com",
    ),
]
