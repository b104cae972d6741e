# Draws mates-base_larger.pdf, mates-base_larger.svg and mates-base_larger.png in the folder above from mates-base_larger.csv beside this script.
# By hand, in this folder: gnuplot mates-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'mates-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,5.222467cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../mates-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,197 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../mates-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,617 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../mates-base_larger.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.337255
set bmargin at screen 0.359983; set tmargin at screen 0.885112
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.4:4.4]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('stored' 0, 'all' 1, '1000' 2, '128' 3, 'class' 4)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'noise' offset 0,-0.6
set xlabel 'means of' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
plot data skip 1 every ::0::4 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::5::9 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::0::4 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::5::9 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle
set lmargin at screen 0.399608; set rmargin at screen 0.659804
set bmargin at screen 0.359983; set tmargin at screen 0.885112
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.4:4.4]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('stored' 0, 'all' 1, '1000' 2, '128' 3, 'class' 4)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'blur' offset 0,-0.6
set xlabel 'means of' offset 0,0.7
unset ylabel
unset label
plot data skip 1 every ::10::14 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::15::19 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::10::14 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::15::19 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle
set lmargin at screen 0.722157; set rmargin at screen 0.982353
set bmargin at screen 0.359983; set tmargin at screen 0.885112
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.4:4.4]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('stored' 0, 'all' 1, '1000' 2, '128' 3, 'class' 4)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'FGSM' offset 0,-0.6
set xlabel 'means of' offset 0,0.7
unset ylabel
unset label
set key at screen 0.5,0.168503 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'learner base_larger, teacher base_larger after 400 of 2000 outer steps, report scale' at screen 0.5,0.038296 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::20::23 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#008060' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::24::27 using 5:($6-$7):($6+$7) with filledcurves fillcolor rgb '#005A9C' fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 every ::20::23 using 5:6 with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker notitle, \
  data skip 1 every ::24::27 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  keyentry with linespoints linecolor rgb '#008060' dashtype solid linewidth 1.2 pointtype 9 pointsize 0.35*marker title 'vanilla', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'gtn'
unset multiplot
unset output
}
