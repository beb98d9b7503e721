"""Writes archive/crawl.warc.gz of the sample corpus: a few saved web responses. Fixed dates and record ids, so that the
same bytes come out each time. Run by hand: python benchmarks/gold/sample/make_archive.py"""
import io
import uuid
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OUT = Path(__file__).resolve().parents[3] / "src/dateline/sample/archive/crawl.warc.gz"


def page(title, site, url, published, lines, after, modified=None, lang="en"):
    mod = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    body = "\n".join(f"<p>{p}</p>" for p in lines)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} - {site}</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{published}">{mod}
<script>var ads = ["RSF captured everything"];</script></head>
<body><div class="bar"><a href="/">{site}</a> <a href="/news">News</a> <a href="/about">About us</a></div>
<h1>{title}</h1>
{body}
<div class="after">{after}</div>
<footer>{site} is an invented outlet. We use cookies.</footer></body></html>
"""


MADANI = [
    "KHARTOUM NORTH/PORT SUDAN, Dec 19 (Meridian Wire) - Sudan's army acknowledged on Tuesday that it had withdrawn from Wad Madani, leaving the capital of Gezira state in the hands of the Rapid Support Forces and putting to flight hundreds of thousands of people who had taken refuge there.",
    "In a brief statement the army said that troops of the 1st Infantry Division pulled out of the city on Monday, and that it had opened an inquiry into \"the reasons and circumstances\" of the retreat.",
    "The RSF had announced the capture of the division's headquarters on Monday. Its fighters were seen on Tuesday in the central market and at the Hantoob bridge, residents said, and shops were being looted.",
    "Up to 300,000 people have fled the city since Friday, the International Organization for Migration said. Most went south to Sennar or east to Gedaref, on foot or on donkey carts.",
]
KUPIANSK = [
    "KYIV, Sept 10 (Meridian Wire) - Russia said on Saturday that it was moving troops out of Balakliia and Izium, its main stronghold in north-eastern Ukraine, after Ukrainian forces swept into the rail town of Kupiansk and cut their supply road.",
    "Ukraine's security service published photographs of its officers in front of Kupiansk city hall. Police returned to Balakliia, which Ukrainian troops had retaken on Thursday.",
    "Russia's defence ministry described the move as a \"regrouping\" to strengthen the fight in Donetsk region. It had said nothing of a defeat.",
    "A resident of Izium told Meridian Wire that Russian vehicles drove east all morning and that by four in the afternoon she saw the first Ukrainian soldiers at the stone bridge. Ukrainian officials had not announced the capture of the town by nightfall.",
    "Some 30 settlements in Kharkiv region have been liberated since Tuesday, President Volodymyr Zelensky said on Friday.",
]
KHERSON = [
    "KYIV, Nov 9 (Horizon Press Agency) - Russia's defence minister, Sergei Shoigu, ordered his troops on Wednesday to withdraw from Kherson, the one regional capital they have taken since February, and to dig in on the far bank of the Dnipro.",
    "In a televised meeting the commander, General Sergei Surovikin, told him that the city could no longer be supplied. He said that 115,000 people had been moved out of the right bank.",
    "Ukraine was wary. A presidential adviser, Mykhailo Podolyak, said that Kyiv saw no signs that Russia would leave Kherson without a fight, and that part of the Russian force remained in the city.",
    "\"There are fewer of them, but they are here, they are in our hospital,\" a nurse in Kherson told Horizon by telephone on Wednesday night.",
]
BREAD = [
    "CHERNIHIV, March 16 (Horizon Press Agency) - At least 10 people were killed on Wednesday when shells landed among residents who were queuing for bread in the besieged northern city of Chernihiv, prosecutors said.",
    "The general prosecutor's office said that Russian soldiers fired on the queue at about ten in the morning.",
    "Russia's defence ministry denied it. Its spokesman said there were no Russian troops in Chernihiv, and called footage of the bodies a hoax by Ukraine's security service.",
]

OBEID_1 = [
    "Red Sea Dispatch, 23 February 2025",
    "The army said on Sunday that its troops had reached El Obeid from the east and broken a siege that the Rapid Support Forces had laid to the city for almost two years.",
    "A column that set out from Rabak met the garrison at a fuel station on the edge of town, an officer said. People danced around the lorries.",
    "The army has held El Obeid, the capital of North Kordofan, throughout the war. The RSF shelled the market there this month; at least 12 people were killed, a hospital worker said.",
    "Hours earlier the RSF and its allies signed a charter in Nairobi for a government of their own. Kenya had hosted them since Tuesday.",
]
OBEID_2 = [
    "Red Sea Dispatch, 23 February 2025. Updated 24 February 2025: comment from the RSF; spelling of Umm Ruwaba.",
    "The army said on Sunday that its troops had reached El Obeid from the east and broken a siege that the Rapid Support Forces had laid to the city for almost two years.",
    "The RSF denied on Monday that the siege was over. It still held Bara, north of the city, and the road to the west, it said.",
    "A column that set out from Rabak by way of Umm Ruwaba met the garrison at a fuel station on the edge of town, an officer said. Two drivers told the Dispatch that the road was open on Monday and that they had passed eleven army checkpoints.",
    "The army has held El Obeid, the capital of North Kordofan, throughout the war. The RSF shelled the market there this month; at least 16 people were killed, the hospital said on Monday, four more than it had counted on Sunday.",
]
ANNEX = [
    "Podil Observer, 30 September 2022",
    "At least 25 civilians were killed on Friday when missiles struck a convoy of cars on the southern edge of Zaporizhzhia, the regional governor, Oleksandr Starukh, said. They had been about to drive into occupied land to fetch relatives.",
    "Twenty-three had been counted in the morning. Twenty-eight people were wounded, he said.",
    "A Russian-installed official, Vladimir Rogov, blamed Ukraine for the strike.",
    "In Moscow President Vladimir Putin proclaimed the annexation of four regions, Zaporizhzhia among them. The city of that name, the regional capital, is held by Ukraine, and Russian troops have never entered it. They hold the south of the region with Melitopol and Enerhodar.",
    "Officials in Zaporizhzhia said the checkpoint at Vasylivka, the one place where cars can pass the front, was closed by Russian soldiers on Friday afternoon. It had been open on Thursday.",
    "Kyiv applied to join NATO.",
]
RECORDS = [
    ("https://carpathianmail.example/world/wad-madani", "2023-12-20T09:00:00Z", 200, "text/html; charset=utf-8",
     page("A city given up: Sudan's army leaves Wad Madani", "Carpathian Mail", "https://carpathianmail.example/world/wad-madani",
          "2023-12-19T21:40:00Z", ["19 December 2023 | Meridian Wire", *MADANI], "Most read: Skating on the Tysa | Kherson: shells at the hospital")),
    ("https://steppedaily.example/izium", "2022-09-11T05:00:00Z", 200, "text/html; charset=utf-8",
     page("They are leaving Izium", "Steppe Daily", "https://steppedaily.example/izium", "2022-09-10T23:05:00+03:00",
          ["10 September 2022 (Meridian Wire)", *KUPIANSK], "Sunflower prices | The battle for the last seat at the council")),
    ("https://podilobserver.example/kherson-order", "2022-11-10T06:00:00Z", 200, "text/html; charset=utf-8",
     page("Shoigu: leave Kherson", "Podil Observer", "https://podilobserver.example/kherson-order", "2022-11-09T22:30:00+02:00",
          ["9 November 2022", *KHERSON, "Horizon Press Agency"], "Also today: Power cuts by street | Tigray: roads reopen")),
    ("https://redseadispatch.example/el-obeid", "2025-02-23T20:00:00Z", 200, "text/html; charset=utf-8",
     page("Army breaks through to El Obeid", "Red Sea Dispatch", "https://redseadispatch.example/el-obeid", "2025-02-23T17:00:00Z",
          OBEID_1, "Tags: army, kordofan | Divers find wreck")),
    ("https://redseadispatch.example/el-obeid", "2025-02-24T20:00:00Z", 200, "text/html; charset=utf-8",
     page("Army breaks through to El Obeid; RSF says ring still closed", "Red Sea Dispatch", "https://redseadispatch.example/el-obeid",
          "2025-02-23T17:00:00Z", OBEID_2, "Tags: army, kordofan | Divers find wreck", modified="2025-02-24T18:10:00Z")),
    ("https://harbourgazette.example/chernihiv", "2022-03-17T08:00:00Z", 200, "text/html; charset=utf-8",
     page("Bread queue shelled in besieged city", "Harbour Gazette", "https://harbourgazette.example/chernihiv", "2022-03-16T19:30:00Z",
          ["16 March 2022. From Horizon Press Agency", *BREAD], "Tides. Rowing: the siege of Henley")),
    ("https://podilobserver.example/annexation", "2022-10-01T06:00:00Z", 200, "text/html; charset=utf-8",
     page("Missiles kill 25 at Zaporizhzhia as Moscow signs its papers", "Podil Observer", "https://podilobserver.example/annexation",
          "2022-09-30T20:30:00+03:00", ANNEX, "Also today: Choir looks for basses")),
    ("https://podilobserver.example/gone", "2022-10-01T06:00:01Z", 404, "text/html; charset=utf-8",
     "<html><body><h1>404</h1><p>This page has gone to the country.</p></body></html>"),
    ("https://podilobserver.example/dot.gif", "2022-10-01T06:00:02Z", 200, "image/gif",
     b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"),
]


def main():
    with OUT.open("wb") as f:
        w = WARCWriter(f, gzip=True)
        for n, (url, date, status, ctype, body) in enumerate(RECORDS):
            raw = body.encode() if isinstance(body, str) else body
            http = StatusAndHeaders(f"{status} {'OK' if status == 200 else 'Not Found'}",
                                    [("Content-Type", ctype), ("Content-Length", str(len(raw)))], protocol="HTTP/1.1")
            rid = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{n} {url}')}>"
            w.write_record(w.create_warc_record(url, "response", payload=io.BytesIO(raw), http_headers=http,
                                                warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": rid}))


if __name__ == "__main__":
    main()
