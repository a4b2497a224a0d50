import pytest

from auditbot.extract.policies.levels import is_higher
from auditbot.model.site import Site


def site(unit: str) -> Site:
    return Site.model_validate({"id": "s", "home": "http://www.qinghe.example/", "unit": unit})


DISTRICT = site("溪山市青禾区人民政府")


@pytest.mark.parametrize(
    ("title", "number", "issuer"),
    [
        ("国务院办公厅关于规范便民服务中心运行的通知", "", ""),
        ("关于完善公共服务的指导意见", "国办发〔2026〕3号", ""),
        ("关于完善公共服务的指导意见", "", "国家发展和改革委员会"),
        ("教育部关于做好招生工作的通知", "", ""),
        ("", "财税〔2026〕3号", ""),
        ("江苏省人民政府关于支持商业发展的意见", "", ""),
        ("江苏省市场监督管理局关于抽查的通知", "", ""),
        ("关于支持商业发展的意见", "苏政发〔2026〕3号", ""),
        ("溪山市人民政府关于支持县域商业发展的实施意见", "", ""),
        ("市教育局关于招生的通知", "", ""),
    ],
)
def test_documents_of_higher_bodies(title: str, number: str, issuer: str) -> None:
    assert is_higher(DISTRICT, title, number, issuer)


@pytest.mark.parametrize(
    ("title", "number", "issuer"),
    [
        ("青禾区人民政府关于加强养老服务的意见", "青政发〔2026〕3号", "青禾区人民政府"),
        ("溪山市青禾区民政局关于调整标准的通知", "青民发〔2026〕3号", ""),
        ("青禾区市场监督管理局关于抽查的通知", "", "青禾区市场监督管理局"),
        ("青禾区城市管理局关于清运的通知", "", "青禾区城市管理局"),
        ("关于国家级开发区管委会职责的通知", "", ""),
        ("养老服务补贴办法", "", ""),
        ("", "", ""),
    ],
)
def test_documents_of_ones_own(title: str, number: str, issuer: str) -> None:
    assert not is_higher(DISTRICT, title, number, issuer)


def test_the_same_document_seen_from_city_and_province() -> None:
    city, province = site("常州市人民政府"), site("江苏省人民政府")
    assert not is_higher(city, "常州市人民政府关于养老服务的意见", "", "")
    assert is_higher(city, "江苏省人民政府关于养老服务的意见", "苏政发〔2026〕3号", "")
    assert not is_higher(province, "江苏省人民政府关于养老服务的意见", "苏政发〔2026〕3号", "")
    assert is_higher(province, "国务院关于养老服务的意见", "国发〔2026〕3号", "")


def test_a_code_that_begins_like_a_provinces_may_be_the_sites_own() -> None:
    assert not is_higher(site("青禾区人民政府"), "关于养老服务的意见", "青政发〔2026〕3号", "")
    assert is_higher(site("海东市人民政府"), "关于养老服务的意见", "青政发〔2026〕3号", "")
