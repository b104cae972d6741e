# Draws conclusion.pdf, conclusion.svg and conclusion.png in the folder above from conclusion.csv beside this script.
# By hand, in this folder: gnuplot conclusion.gnuplot
set encoding utf8
set datafile separator ','
data = 'conclusion.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 8.5cm,9.75cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../conclusion.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 321,369 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../conclusion.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 1004,1152 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../conclusion.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.154118; set rmargin at screen 0.964706
set bmargin at screen 0.267692; set tmargin at screen 0.974359
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [0.0:1.0]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
unset title
set xlabel 'reported accuracy' offset 0,0.7
set ylabel 'our accuracy, published protocol' offset 0.7,0
unset label
set key at screen 0.5,0.165128 center top vertical maxrows 2 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teachers base_larger after 400 of 2000 outer steps,' at screen 0.5,0.054359 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
set label 'base_larger3 after 200 of 2000 outer steps; report scale' at screen 0.5,0.020513 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::0::65 using 5:6 with points linecolor rgb '#C98500' pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::66::131 using 5:6 with points linecolor rgb '#005A9C' pointtype 7 pointsize 0.35*marker notitle, \
  data skip 1 every ::132::197 using 5:6 with points linecolor rgb '#008060' pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::198::199 using 5:6 with lines linecolor rgb '#000000' dashtype (8,6) linewidth 0.9 notitle, \
  keyentry with points linecolor rgb '#C98500' pointtype 5 pointsize 0.35*marker title '10_gtn', \
  keyentry with points linecolor rgb '#005A9C' pointtype 7 pointsize 0.35*marker title 'gtn', \
  keyentry with points linecolor rgb '#008060' pointtype 9 pointsize 0.35*marker title 'vanilla', \
  keyentry with lines linecolor rgb '#000000' dashtype (8,6) linewidth 0.9 title 'equal'
unset multiplot
unset output
}
